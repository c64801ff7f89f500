import { loadPdf417Reader } from '../barcode/pdf417.js';
import { looksReal } from '../barcode/looksReal.js';
import { readDocument, readIssuer } from '../readDocument.js';
import { sanitize } from '../picture/sanitize.js';
import { turn } from '../picture/turn.js';
import type { Cleaned, TextTask } from '../tasks.js';
import { serve } from './serve.js';

const loaded = loadPdf417Reader();

// Entry of the process that cleans pictures and reads barcodes and OCR-B.
serve<TextTask>(async (task) => {
  await loaded;
  if (task.kind === 'turn') return turn(task.bytes, task.degrees);
  return task.kind === 'document' ? readDocument(task.bytes, task.question) : clean(task);
});

async function clean({ bytes, guard }: Extract<TextTask, { kind: 'sanitize' }>): Promise<Cleaned> {
  const cleaned = await sanitize(bytes);
  if (!cleaned.ok || !guard) return cleaned;
  const lookup = await readIssuer(cleaned.jpeg, guard);
  return looksReal(lookup.reading)
    ? { ok: false, reason: 'picture.looks_real' }
    : { ...cleaned, lookup };
}
