import { loadPdf417Reader } from '../barcode/pdf417.js';
import { readDocument } from '../readDocument.js';
import { sanitize } from '../picture/sanitize.js';
import { looksReal } from '../barcode/looksReal.js';
import type { DocumentReading, Sanitized, TextTask } from '../tasks.js';

const loaded = loadPdf417Reader();

/** Entry of the worker that cleans pictures and reads barcodes and OCR-B; piscina calls it once per task. */
export default async function readPicture(task: TextTask): Promise<Sanitized | DocumentReading> {
  await loaded;
  if (task.kind === 'document') return readDocument(task.bytes, task.question);
  const clean = await sanitize(task.bytes);
  if (!clean.ok || !task.guard) return clean;
  const reading = await readDocument(clean.jpeg, { barcode: true, text: true });
  return looksReal(reading) ? { ok: false, reason: 'picture.looks_real' } : clean;
}
