import type { DocumentReading } from '../tasks.js';
import { parseAamva } from './aamva.js';
import { jurisdictionOf } from './issuers.js';

export type RealSign = 'real_issuer' | 'real_state';

/** Issuing state of ICAO's specimens (Doc 9303-3 section 5, part D). */
const UTOPIA = 'UTO';

/**
 * Why a document looks like a real person's: its barcode has the number of a real issuer, or its machine-readable zone names
 * another state than Utopia. Undefined for specimens and for what carries neither.
 */
export function looksReal(reading: Pick<DocumentReading, 'barcode' | 'mrz'>): RealSign | undefined {
  const card = reading.barcode && parseAamva(reading.barcode.text);
  if (card && jurisdictionOf(card.iin)) return 'real_issuer';
  const [first = ''] = reading.mrz?.lines ?? [];
  const travels = (reading.mrz?.lines.length ?? 0) > 1;
  return travels && first.slice(2, 5) !== UTOPIA ? 'real_state' : undefined;
}

/** Whether a reading says who issued the document, so that nothing else on the picture has to be read for `looksReal`. */
export const namesIssuer = ({ barcode, mrz }: Pick<DocumentReading, 'barcode' | 'mrz'>): boolean =>
  mrz !== undefined || (barcode !== undefined && parseAamva(barcode.text) !== undefined);
