import type { CalendarDate } from '../../platform/clock.js';
import { parseAamva } from '../barcode/aamva.js';
import type { AamvaCard } from '../barcode/aamva.js';
import { jurisdictionOf } from '../barcode/issuers.js';
import { parseMrz } from '../mrz/parseMrz.js';
import type { CheckResult, DocumentData, DocumentType } from '../ports.js';
import { zoneOf } from './sides.js';
import type { SideReading } from './sides.js';
import { judge, pass, raise } from './verdict.js';

/** A document's data with the checks of the zone that they came from. */
export interface Extracted {
  readonly data?: DocumentData | undefined;
  readonly nameCut: boolean;
  readonly checks: readonly CheckResult[];
}

/** Reads the data out of the type's zone: the barcode of a licence, the machine-readable zone of a passport. */
export function extract(
  type: DocumentType,
  front: SideReading,
  back: SideReading | undefined,
  today: CalendarDate,
): Extracted {
  const { side, zone } = zoneOf(type);
  const carrier = side === 'front' ? front : back;
  return zone === 'barcode'
    ? fromBarcode(type, carrier?.document.barcode?.text ?? '')
    : fromMrz(type, carrier?.document.mrz?.lines ?? [], today);
}

const unreadable = (name: string): Extracted => ({
  nameCut: false,
  checks: [raise(name, 'document.unreadable_data')],
});

const isComplete = ({ number, family_name, birthdate, expires_on }: DocumentData): boolean =>
  [number, family_name, birthdate, expires_on].every(Boolean);

function fromBarcode(type: DocumentType, text: string): Extracted {
  const card = parseAamva(text);
  if (!card || !isComplete(card.data)) return unreadable('barcode');
  const { iin, version, data, familyNameCut } = card;
  return {
    data: { ...data, type },
    nameCut: familyNameCut,
    checks: [
      judge('barcode', data.type === type ? undefined : 'document.type_not_supported', {
        iin,
        version,
      }),
      judgeIssuer(card),
    ],
  };
}

/** A real issuer's number must go with that issuer's letters; numbers that nobody was given are specimens. */
function judgeIssuer({ iin, data }: AamvaCard): CheckResult {
  const jurisdiction = jurisdictionOf(iin);
  const wrong = jurisdiction !== undefined && jurisdiction !== data.issuer;
  return judge('issuer', wrong ? 'document.template_mismatch' : undefined, {
    iin,
    issuer: data.issuer,
    known: jurisdiction !== undefined,
  });
}

function fromMrz(type: DocumentType, lines: readonly string[], today: CalendarDate): Extracted {
  const mrz = parseMrz(lines, today);
  if (!mrz) return unreadable('mrz');
  const { wrongDigits, data, nameCut, format } = mrz;
  if (wrongDigits.length > 0) {
    const broken = raise('mrz', 'document.mrz_checksum_invalid', { format, wrongDigits });
    return { data: { ...data, type }, nameCut, checks: [broken] };
  }
  if (!isComplete(data)) return unreadable('mrz');
  return { data: { ...data, type }, nameCut, checks: [pass('mrz', { format })] };
}
