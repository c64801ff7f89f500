import type { Attributes } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import type { CheckResult, DocumentData, DocumentType } from '../ports.js';
import { judgeClaimed, judgeDates, judgeFront } from './consistency.js';
import { extract } from './extract.js';
import { judgeQuality } from './quality.js';
import { missingPart, showsTwoDocuments, wrongDocument, zoneOf } from './sides.js';
import type { SideReading } from './sides.js';
import { pass, raise } from './verdict.js';

export interface Judged {
  readonly checks: readonly CheckResult[];
  readonly data?: DocumentData | undefined;
}

/** What was read, and what to hold it against. */
export interface Case {
  readonly type: DocumentType;
  readonly front: SideReading;
  readonly back?: SideReading | undefined;
  readonly claimed?: Attributes | undefined;
  readonly today: CalendarDate;
}

/**
 * Turns readings into checks, most telling first: a wrong document, a bad picture, a missing part, and only then what the
 * document says. A group that fails ends the judgement, so that a blurred picture is not also called unreadable.
 */
export function judgeDocument({ type, front, back, claimed, today }: Case): Judged {
  const wrong = wrongDocument(type, front, back);
  if (wrong) return { checks: [raise('classification', wrong)] };
  if (showsTwoDocuments(front)) {
    const faces = front.faces?.faces.map(({ box }) => box);
    return { checks: [raise('classification', 'document.multiple_documents', { faces })] };
  }
  const classified = pass('classification', { type });
  const quality = [
    judgeQuality('front', front.document.quality),
    ...(back ? [judgeQuality('back', back.document.quality)] : []),
  ];
  if (quality.some(({ result }) => result !== 'pass')) return { checks: [classified, ...quality] };
  const missing = missingPart(type, front, back);
  if (missing) return { checks: [classified, ...quality, raise(checkOf(missing), missing)] };
  const portrait = pass('portrait', { ...front.faces?.faces[0]?.box });
  const { data, nameCut, checks } = extract(type, front, back, today);
  const read = [classified, ...quality, portrait, ...checks];
  if (!data) return { checks: read };
  const sides = zoneOf(type).side === 'back' ? [judgeFront(front.document, data)] : [];
  const says = [...judgeDates(data, today), ...judgeClaimed(data, claimed, nameCut)];
  return { checks: [...read, ...sides, ...says], data };
}

/** Name of the check that looks for a part. */
const checkOf = (reason: string): string =>
  reason.includes('barcode')
    ? 'barcode'
    : reason.includes('mrz')
      ? 'mrz'
      : reason.includes('portrait')
        ? 'portrait'
        : 'classification';
