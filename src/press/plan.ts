import type { DocumentType, Side } from '../proofing/index.js';
import { sidesOf } from '../proofing/index.js';
import type { Content } from './drawing/content.js';
import { contentOf } from './drawing/content.js';
import { inventedDocumentNumber } from './personas/numbers.js';
import type { Bearer, DocumentFacts, Face } from './personas/persona.js';
import { strangerTo } from './personas/stranger.js';
import type { WearName } from './wears.js';

/** What is put before the camera. */
export type Subject = DocumentType | 'passport_cover' | 'shopping_list';

/** One side to print: what it says after the wear has had its way with it. */
export interface Plan {
  readonly subject: Subject;
  readonly side: Side;
  readonly content: Content;
  /** None: an empty field. */
  readonly portrait: Face | undefined;
  /** What the barcode or the machine-readable zone says, where that is not what is printed. */
  readonly machineReadable: Content;
  /** The barcode or the machine-readable zone. */
  readonly damaged: boolean;
  /** The machine-readable line on a card's front. */
  readonly stainedLine: boolean;
  readonly brokenMrz: boolean;
}

/** Facts of a document that the bearer does not have, for a press that is asked all the same. */
const factsOf = (bearer: Bearer, type: DocumentType): DocumentFacts =>
  bearer.documents[type] ?? {
    number: inventedDocumentNumber(bearer.id, type),
    issued_on: '2025-03-01',
    expires_on: '2037-03-01',
  };

const OTHER_TYPE: Readonly<Record<DocumentType, DocumentType>> = {
  drivers_license: 'passport',
  state_id: 'passport',
  passport: 'drivers_license',
  passport_card: 'drivers_license',
};

/** A day that is not `date` and is as good. */
const anotherDay = (date: string): string =>
  `${date.slice(0, 8)}${date.endsWith('15') ? '16' : '15'}`;

type Change = (plan: Plan, bearer: Bearer) => Plan;

function wearing(changes: Partial<Content>): Change {
  return (plan) => {
    const content = { ...plan.content, ...changes };
    return { ...plan, content, machineReadable: content };
  };
}

const anothers: Change = (plan, bearer) => {
  const stranger = strangerTo(bearer);
  const content = contentOf(stranger, plan.content.type, factsOf(stranger, plan.content.type));
  return { ...plan, content, machineReadable: content, portrait: stranger.face };
};

function otherSide(plan: Plan): Plan {
  if (plan.subject === 'passport') return { ...plan, subject: 'passport_cover' };
  return { ...plan, side: plan.side === 'front' ? 'back' : 'front' };
}

function otherType(plan: Plan, bearer: Bearer): Plan {
  const type = OTHER_TYPE[plan.content.type];
  const side = sidesOf(type).includes(plan.side) ? plan.side : 'front';
  return planGood(bearer, type, side);
}

/** Wears of the document itself; the others are the camera's. */
const CHANGES: Readonly<Partial<Record<WearName, Change>>> = {
  expired: wearing({ issued_on: '2013-04-30', expires_on: '2023-04-30' }),
  underage: wearing({ birthdate: '2014-05-05' }),
  issued_late: wearing({ issued_on: '2049-04-30' }),
  someone_else: anothers,
  front_back_mismatch: (plan, bearer) => (plan.side === 'back' ? anothers(plan, bearer) : plan),
  barcode_print_mismatch: (plan) => ({
    ...plan,
    machineReadable: { ...plan.content, birthdate: anotherDay(plan.content.birthdate) },
  }),
  barcode_damaged: (plan) => ({ ...plan, damaged: true }),
  mrz_damaged: (plan) => ({ ...plan, damaged: true }),
  line_stained: (plan) => ({ ...plan, stainedLine: true }),
  mrz_broken: (plan) => ({ ...plan, brokenMrz: true }),
  wrong_side: otherSide,
  wrong_type: otherType,
  wrong_portrait: (plan, bearer) => ({ ...plan, portrait: strangerTo(bearer).face }),
  no_portrait: (plan) => ({ ...plan, portrait: undefined }),
  not_a_document: (plan) => ({ ...plan, subject: 'shopping_list' }),
};

/** Whether a wear is the document's own, and so shows on both its sides, not the camera's. */
export const isOfDocument = (wear: WearName): boolean => wear in CHANGES;

function planGood(bearer: Bearer, type: DocumentType, side: Side): Plan {
  const content = contentOf(bearer, type, factsOf(bearer, type));
  return {
    subject: type,
    side,
    content,
    portrait: bearer.face,
    machineReadable: content,
    damaged: false,
    stainedLine: false,
    brokenMrz: false,
  };
}

/** What to print for one side of the stranger's document of the same type, which lies beside the bearer's. */
export const planBeside = (bearer: Bearer, type: DocumentType, side: Side): Plan =>
  planGood(strangerTo(bearer), type, side);

/** What to print for one side of the bearer's document in the state that `wear` names. */
export function planOf(bearer: Bearer, type: DocumentType, side: Side, wear: WearName): Plan {
  const plan = planGood(bearer, type, side);
  return CHANGES[wear]?.(plan, bearer) ?? plan;
}
