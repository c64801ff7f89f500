import { ok } from '../platform/result.js';
import { joined } from './lookups.js';
import type { DocumentPictures, DocumentType, Side } from './ports.js';
import type { Pool } from './pool.js';
import { qualityFault } from './rules/quality.js';
import { hasPortrait, showsItsZone, showsNoZone, zoneOf } from './rules/sides.js';
import type { SideReading } from './rules/sides.js';
import type { Answer } from './worker.js';

/** Longest that one task may take, its place in the queue included. */
export const BUDGET_MS = 30_000;

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
  const searched = complete ? ok(reading) : await searchOn(pool, bytes, reading);
  if (!searched.ok || !mayLieWrong(searched.value)) return searched;
  return turnAround(pool, side, bytes, searched.value);
}

/** A good picture on which no zone was read; barcodes are read in any position, and faces found in most. */
const mayLieWrong = (reading: SideReading): boolean =>
  showsNoZone(reading) && qualityFault(reading.document.quality) === undefined;

/** Upside down first: it happens most. */
const TURNS = [180, 90, 270] as const;

/** Reads a side once more, upside down and on its sides: the zone says how it lies. */
async function turnAround(
  pool: Pool,
  side: Side,
  picture: Buffer,
  asItLies: SideReading,
): Promise<Answer<SideReading>> {
  const question = { barcode: false, text: true };
  for (const degrees of TURNS) {
    const turned = await pool.turn({ kind: 'turn', bytes: picture, degrees }, BUDGET_MS);
    if (!turned.ok) return turned;
    const bytes = turned.value;
    const document = await pool.document({ kind: 'document', bytes, question }, BUDGET_MS);
    if (!document.ok) return document;
    if (showsNoZone({ document: document.value })) continue;
    const faces = side === 'front' ? await pool.faces({ bytes }, BUDGET_MS) : ok(undefined);
    return faces.ok ? ok({ document: document.value, faces: faces.value }) : faces;
  }
  return ok(asItLies);
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
  return ok({ document: { ...document, ...joined(document, more.value) }, faces: found.value });
}
