import { createRecent } from '../platform/recent.js';
import { sha256 } from '../platform/secrets.js';
import type { DocumentQuestion, DocumentReading, Lookup, Zones } from './tasks.js';

/** What the guard read on uploads, for the check of the same pictures that follows. */
export interface Lookups {
  keep(picture: Uint8Array, lookup: Lookup): void;
  /** The answer, if everything that is asked was looked for. */
  answer(picture: Uint8Array, question: DocumentQuestion): DocumentReading | undefined;
}

const MOST = 64;

/** Remembers the newest lookups, each for `ms`: they are personal data. */
export function createLookups(ms: number): Lookups {
  const kept = createRecent<Lookup>(MOST);
  return {
    keep(picture, lookup) {
      const name = sha256(picture);
      kept.set(name, lookup);
      setTimeout(() => kept.delete(name), ms).unref();
    },
    answer(picture, { barcode, text }) {
      const { question, reading } = kept.get(sha256(picture)) ?? {};
      if (!question || !reading) return undefined;
      if ((barcode && !question.barcode) || (text && !question.text)) return undefined;
      return {
        quality: reading.quality,
        ...(barcode && { barcode: reading.barcode }),
        ...(text ? { mrz: reading.mrz, printed: reading.printed } : { printed: [] }),
      };
    },
  };
}

/** What was read of one picture at two times. */
export function joined(first: Zones, second: Zones): Zones {
  const { barcode = first.barcode, mrz = first.mrz } = second;
  return { barcode, mrz, printed: [...first.printed, ...second.printed] };
}
