import { readPdf417 } from './barcode/pdf417.js';
import { readText } from './ocrb/readText.js';
import { measure } from './picture/measure.js';
import { decode } from './picture/pixels.js';
import type { DocumentQuestion, DocumentReading } from './tasks.js';

const TEXT_EDGE = 1600;

/** Everything that is read from one side of a document but its faces. */
export async function readDocument(
  bytes: Uint8Array,
  question: DocumentQuestion,
): Promise<DocumentReading> {
  const quality = await measure(bytes);
  const barcode = question.barcode ? await readPdf417(bytes) : undefined;
  const text = question.text
    ? readText(await decode(bytes, { longEdge: TEXT_EDGE, channels: 1, enlarge: true }))
    : { printed: [] };
  return { quality, barcode, ...text };
}
