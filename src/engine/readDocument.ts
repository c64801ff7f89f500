import { namesIssuer } from './barcode/looksReal.js';
import { readPdf417 } from './barcode/pdf417.js';
import { joined } from './lookups.js';
import { readText } from './ocrb/readText.js';
import { measure } from './picture/measure.js';
import { decode } from './picture/pixels.js';
import type { Side } from './ports.js';
import type { DocumentQuestion, DocumentReading, Lookup, Zones } from './tasks.js';

const TEXT_EDGE = 1600;

/** Everything that is read from one side of a document but its faces. */
export async function readDocument(
  bytes: Uint8Array,
  question: DocumentQuestion,
): Promise<DocumentReading> {
  return { quality: await measure(bytes), ...(await readZones(bytes, question)) };
}

/**
 * Reads a side until it says who issued the document: first for what most documents carry there, then for the rest, so that a
 * good picture costs the guard no more than the check that follows.
 */
export async function readIssuer(bytes: Uint8Array, side: Side): Promise<Lookup> {
  const quality = await measure(bytes);
  const usual = { barcode: side === 'back', text: side === 'front' };
  const zones = await readZones(bytes, usual);
  if (namesIssuer(zones)) return { question: usual, reading: { quality, ...zones } };
  const rest = await readZones(bytes, { barcode: !usual.barcode, text: !usual.text });
  return {
    question: { barcode: true, text: true },
    reading: { quality, ...joined(zones, rest) },
  };
}

async function readZones(bytes: Uint8Array, question: DocumentQuestion): Promise<Zones> {
  const barcode = question.barcode ? await readPdf417(bytes) : undefined;
  const text = question.text
    ? readText(await decode(bytes, { longEdge: TEXT_EDGE, channels: 1, enlarge: true }))
    : { printed: [] };
  return { barcode, ...text };
}
