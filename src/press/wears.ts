import type { DocumentType, ReasonCode } from '../proofing/index.js';

export interface Wear {
  /** The word by which a wear is asked for. */
  readonly name: WearName;
  /** What is wrong with the picture, in one sentence. */
  readonly sentence: string;
  /** The reason that a document or selfie check gives for it; none when it should pass all the same. */
  readonly expects?: ReasonCode;
  /** What can wear so: cards of two sides, documents with a barcode, with an MRZ, all documents, or selfies. */
  readonly on: readonly ('document' | 'card' | 'barcode' | 'mrz' | 'selfie')[];
}

const DOCUMENT = ['document'] as const;

const LIST = [
  { name: 'good', sentence: 'A good photograph.', on: ['document', 'selfie'] },
  { name: 'rotated', sentence: 'The camera was turned by twelve degrees.', on: DOCUMENT },
  { name: 'upside_down', sentence: 'The document lies upside down.', on: DOCUMENT },
  { name: 'sideways', sentence: 'The document lies on its side.', on: DOCUMENT },
  { name: 'perspective', sentence: 'Photographed from low down.', on: DOCUMENT },
  { name: 'jpeg_worn', sentence: 'Compressed twice by a messenger.', on: DOCUMENT },
  {
    name: 'blurred',
    sentence: 'Out of focus.',
    expects: 'document.image_blurred',
    on: ['document', 'selfie'],
  },
  {
    name: 'glared',
    sentence: 'A lamp reflects in the middle.',
    expects: 'document.image_glare',
    on: DOCUMENT,
  },
  {
    name: 'dark',
    sentence: 'Taken in the dark.',
    expects: 'document.image_dark',
    on: ['document', 'selfie'],
  },
  {
    name: 'cropped',
    sentence: 'Part of the document lies outside the picture.',
    expects: 'document.image_cropped',
    on: DOCUMENT,
  },
  {
    name: 'low_resolution',
    sentence: 'A thumbnail of 480 pixels.',
    expects: 'document.image_too_small',
    on: DOCUMENT,
  },
  {
    name: 'black_white',
    sentence: 'A photograph without colour.',
    expects: 'document.image_black_white',
    on: DOCUMENT,
  },
  {
    name: 'expired',
    sentence: 'A document that expired in 2023.',
    expects: 'document.expired',
    on: DOCUMENT,
  },
  {
    name: 'underage',
    sentence: 'The document of somebody born in 2014.',
    expects: 'data.underage',
    on: DOCUMENT,
  },
  {
    name: 'issued_late',
    sentence: 'A document that will have been issued after it expires.',
    expects: 'document.dates_inconsistent',
    on: ['barcode'],
  },
  {
    name: 'someone_else',
    sentence: "Another person's document or face.",
    expects: 'data.name_mismatch',
    on: ['document', 'selfie'],
  },
  {
    name: 'front_back_mismatch',
    sentence: "The back of another person's card.",
    expects: 'document.front_back_mismatch',
    on: ['card'],
  },
  {
    name: 'barcode_print_mismatch',
    sentence: 'The barcode, or the zone on the back, says another birth date than the front.',
    expects: 'document.barcode_print_mismatch',
    on: ['card'],
  },
  {
    name: 'barcode_damaged',
    sentence: 'Scratches run across the barcode.',
    expects: 'document.barcode_unreadable',
    on: ['barcode'],
  },
  {
    name: 'mrz_damaged',
    sentence: 'A stain covers the machine-readable zone.',
    expects: 'document.mrz_unreadable',
    on: ['mrz'],
  },
  {
    name: 'line_stained',
    sentence: 'A stain covers the machine-readable line on the front.',
    expects: 'document.unreadable_data',
    on: ['card'],
  },
  {
    name: 'mrz_broken',
    sentence: 'A digit of the machine-readable zone was changed.',
    expects: 'document.mrz_checksum_invalid',
    on: ['mrz'],
  },
  {
    name: 'wrong_side',
    sentence: 'The other side of the document.',
    expects: 'document.wrong_side',
    on: DOCUMENT,
  },
  {
    name: 'wrong_type',
    sentence: 'Another type of document than was chosen.',
    expects: 'document.type_not_supported',
    on: DOCUMENT,
  },
  {
    name: 'wrong_portrait',
    sentence: "Another person's portrait on the document.",
    expects: 'selfie.face_mismatch',
    on: DOCUMENT,
  },
  {
    name: 'no_portrait',
    sentence: 'An empty field where the portrait belongs.',
    expects: 'document.no_portrait',
    on: DOCUMENT,
  },
  {
    name: 'not_a_document',
    sentence: 'The desk with nothing but a sheet of paper on it.',
    expects: 'document.not_a_document',
    on: DOCUMENT,
  },
  {
    name: 'two_documents',
    sentence: "Another person's document lies beside it.",
    expects: 'document.multiple_documents',
    on: DOCUMENT,
  },
  {
    name: 'no_face',
    sentence: 'A wall.',
    expects: 'selfie.face_not_detected',
    on: ['selfie'],
  },
  {
    name: 'two_faces',
    sentence: 'Two people cheek by cheek.',
    expects: 'selfie.multiple_faces',
    on: ['selfie'],
  },
] as const;

export type WearName = (typeof LIST)[number]['name'];

/** Every wear, with the reason that it really produces. */
export const WEARS: readonly Wear[] = LIST;

/** What a picture shows. */
export type Pictured = DocumentType | 'selfie';

const CARRIES = {
  drivers_license: ['document', 'card', 'barcode'],
  state_id: ['document', 'card', 'barcode'],
  passport: ['document', 'mrz'],
  passport_card: ['document', 'card', 'mrz'],
  selfie: ['selfie'],
} as const satisfies Record<Pictured, Wear['on']>;

/** The wears that a selfie, or a document of this type, can have. */
export const wearsOf = (what: Pictured): readonly Wear[] =>
  WEARS.filter(({ on }) => on.some((part) => (CARRIES[what] as Wear['on']).includes(part)));

/** What a selfie with this wear makes the selfie check say. */
export const SELFIE_REASONS: Readonly<Partial<Record<WearName, ReasonCode>>> = {
  blurred: 'selfie.low_quality',
  dark: 'selfie.low_quality',
  someone_else: 'selfie.face_mismatch',
  no_face: 'selfie.face_not_detected',
  two_faces: 'selfie.multiple_faces',
};

function aliases({ name, expects }: Wear, what: Pictured | undefined): string[] {
  const reason = what === 'selfie' ? SELFIE_REASONS[name] : expects;
  return reason ? [reason, reason.slice(reason.indexOf('.') + 1)] : [];
}

/**
 * The wear that a word names, of all or of those that `what` can have: its own name first, else the reason that it leads to or
 * the last part of one (`image_blurred`).
 */
export function wearNamed(word: string, what?: Pictured): Wear | undefined {
  const possible = what ? wearsOf(what) : WEARS;
  return (
    possible.find((wear) => wear.name === word) ??
    possible.find((wear) => aliases(wear, what).includes(word))
  );
}
