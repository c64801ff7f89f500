import { loadPdf417Reader } from '../barcode/pdf417.js';
import { looksReal } from '../barcode/looksReal.js';
import { readDocument } from '../readDocument.js';
import { sanitize } from '../picture/sanitize.js';
import { turn } from '../picture/turn.js';
import type { DocumentReading, Sanitized, TextTask } from '../tasks.js';
import { serve } from './serve.js';

const loaded = loadPdf417Reader();

// Entry of the process that cleans pictures and reads barcodes and OCR-B.
serve<TextTask>(async (task) => {
  await loaded;
  if (task.kind === 'turn') return turn(task.bytes, task.degrees);
  return task.kind === 'document' ? readDocument(task.bytes, task.question) : clean(task);
});

async function clean({
  bytes,
  guard,
}: Extract<TextTask, { kind: 'sanitize' }>): Promise<Sanitized> {
  const cleaned = await sanitize(bytes);
  if (!cleaned.ok || !guard) return cleaned;
  const reading: DocumentReading = await readDocument(cleaned.jpeg, { barcode: true, text: true });
  return looksReal(reading) ? { ok: false, reason: 'picture.looks_real' } : cleaned;
}
