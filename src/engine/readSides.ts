import { ok } from '../platform/result.js';
import type { DocumentPictures, DocumentType, Side } from './ports.js';
import type { Pool } from './pool.js';
import { hasPortrait, showsItsZone, zoneOf } from './rules/sides.js';
import type { SideReading } from './rules/sides.js';
import type { Answer } from './worker.js';

/** Longest that one task may take, its place in the queue included. */
export const BUDGET_MS = 15_000;

export interface Sides {
  readonly front: SideReading;
  readonly back?: SideReading | undefined;
}

/**
 * Reads both sides, looking only for what the type shows there; a side on which that is not found is searched for everything,
 * so that a wrong side or type can be told from a bad picture.
 */
export async function readSides(
  pool: Pool,
  type: DocumentType,
  { front, back }: DocumentPictures,
): Promise<Answer<Sides>> {
  const [first, second] = await Promise.all([
    readSide(pool, type, 'front', front),
    back ? readSide(pool, type, 'back', back) : undefined,
  ]);
  if (!first.ok) return first;
  if (second && !second.ok) return second;
  return ok({ front: first.value, back: second?.value });
}

async function readSide(
  pool: Pool,
  type: DocumentType,
  side: Side,
  bytes: Buffer,
): Promise<Answer<SideReading>> {
  const barcode = side === 'back' && zoneOf(type).zone === 'barcode';
  const question = { barcode, text: !barcode };
  const [document, faces] = await Promise.all([
    pool.document({ kind: 'document', bytes, question }, BUDGET_MS),
    side === 'front' ? pool.faces({ bytes }, BUDGET_MS) : undefined,
  ]);
  if (!document.ok) return document;
  if (faces && !faces.ok) return faces;
  const reading = { document: document.value, faces: faces?.value };
  const complete = showsItsZone(type, side, reading) && (side === 'back' || hasPortrait(reading));
  return complete ? ok(reading) : searchOn(pool, bytes, reading);
}

/** Looks for the other kinds of zone and for a face, where the expected was not found. */
async function searchOn(
  pool: Pool,
  bytes: Buffer,
  { document, faces }: SideReading,
): Promise<Answer<SideReading>> {
  const question = { barcode: !document.barcode, text: !document.mrz };
  const [more, found] = await Promise.all([
    pool.document({ kind: 'document', bytes, question }, BUDGET_MS),
    faces ? ok(faces) : pool.faces({ bytes }, BUDGET_MS),
  ]);
  if (!more.ok) return more;
  if (!found.ok) return found;
  const { barcode = document.barcode, mrz = document.mrz } = more.value;
  const printed = [...document.printed, ...more.value.printed];
  return ok({ document: { ...document, barcode, mrz, printed }, faces: found.value });
}
