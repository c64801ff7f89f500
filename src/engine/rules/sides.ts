import type { DocumentType, ReasonCode, Side } from '../ports.js';
import type { DocumentReading, FacesReading } from '../tasks.js';
import { MIN_FACE_WIDTH } from './limits.js';

/** Everything read from one side. */
export interface SideReading {
  readonly document: DocumentReading;
  readonly faces: FacesReading | undefined;
}

/** What carries a type's data, and on which side. */
const ZONES = {
  drivers_license: { side: 'back', zone: 'barcode' },
  state_id: { side: 'back', zone: 'barcode' },
  passport: { side: 'front', zone: 'TD3' },
  passport_card: { side: 'back', zone: 'TD1' },
} as const satisfies Record<DocumentType, { side: 'front' | 'back'; zone: string }>;

type Seen = 'barcode' | 'TD3' | 'TD1' | 'licence_line' | 'passport_card_line';

export const zoneOf = (type: DocumentType): (typeof ZONES)[DocumentType] => ZONES[type];

export const hasPortrait = ({ faces }: SideReading): boolean =>
  (faces?.faces[0]?.box.width ?? 0) >= MIN_FACE_WIDTH;

/** Whether neither a barcode nor anything machine-readable was read. */
export const showsNoZone = (reading: Pick<SideReading, 'document'>): boolean =>
  seenOn(reading).length === 0;

/** Whether the side that must carry the type's zone does; the other side always satisfies. */
export const showsItsZone = (type: DocumentType, side: Side, reading: SideReading): boolean =>
  side !== zoneOf(type).side || seenOn(reading).includes(zoneOf(type).zone);

function seenOn({ document }: Pick<SideReading, 'document'>): readonly Seen[] {
  const layout = layoutSeen(document.mrz?.lines ?? []);
  return [...(document.barcode ? (['barcode'] as const) : []), ...(layout ? [layout] : [])];
}

function layoutSeen(lines: readonly string[]): Seen | undefined {
  if (lines.length === 1) return lines[0]?.startsWith('IP') ? 'passport_card_line' : 'licence_line';
  return lines.length === 2 ? 'TD3' : lines.length === 3 ? 'TD1' : undefined;
}

/** What each type may show; anything else belongs to another type. */
const OWN: Readonly<Record<DocumentType, readonly Seen[]>> = {
  drivers_license: ['barcode', 'licence_line'],
  state_id: ['barcode', 'licence_line'],
  passport: ['TD3'],
  passport_card: ['TD1', 'passport_card_line'],
};

/** A second face nearly as large as the first: smaller ones are the ghost portraits that many cards carry. */
const SECOND_PORTRAIT = 0.7;

/** Whether the front's picture shows more than one document, by their portraits. */
export function showsTwoDocuments({ faces }: SideReading): boolean {
  const [first, second] = faces?.faces ?? [];
  return Boolean(first && second && second.box.width >= SECOND_PORTRAIT * first.box.width);
}

/** Another type of document, or the other side: said only when something was seen that proves it. */
export function wrongDocument(
  type: DocumentType,
  front: SideReading,
  back: SideReading | undefined,
): ReasonCode | undefined {
  const seen = [...seenOn(front), ...(back ? seenOn(back) : [])];
  if (seen.some((zone) => !OWN[type].includes(zone))) return 'document.type_not_supported';
  const { side, zone } = zoneOf(type);
  if (side === 'front') return isClosedBooklet(front) ? 'document.wrong_side' : undefined;
  const frontIsBack = !hasPortrait(front) && seenOn(front).includes(zone);
  const backIsFront =
    back !== undefined && !seenOn(back).includes(zone) && (hasPortrait(back) || isFront(back));
  return frontIsBack || backIsFront ? 'document.wrong_side' : undefined;
}

const isFront = (reading: SideReading): boolean =>
  seenOn(reading).some((zone) => zone.endsWith('_line'));

/** The cover of a passport: nothing to read, and something dark of a booklet's shape on a lighter ground. */
function isClosedBooklet(reading: SideReading): boolean {
  const { outline, brightness } = reading.document.quality;
  const booklet = outline.ratio > 1.2 && outline.ratio < 1.65 && outline.share > 0.15;
  const dark = outline.brightness < brightness && outline.brightness < 90;
  return showsNoZone(reading) && !hasPortrait(reading) && booklet && dark && !outline.cut;
}

/** What is missing on a document of the right type and side: everything, a portrait, or the zone. */
export function missingPart(
  type: DocumentType,
  front: SideReading,
  back: SideReading | undefined,
): ReasonCode | undefined {
  const { side, zone } = zoneOf(type);
  const carrier = side === 'front' ? front : back;
  if (!carrier) return 'document.missing_back';
  const cutOr = (reading: SideReading, otherwise: ReasonCode): ReasonCode =>
    reading.document.quality.outline.cut ? 'document.image_cropped' : otherwise;
  if (!hasPortrait(front)) {
    const empty = seenOn(front).length === 0 && front.document.printed.length === 0;
    return cutOr(front, empty ? 'document.not_a_document' : 'document.no_portrait');
  }
  if (showsItsZone(type, side, carrier)) return undefined;
  return cutOr(
    carrier,
    zone === 'barcode' ? 'document.barcode_unreadable' : 'document.mrz_unreadable',
  );
}
