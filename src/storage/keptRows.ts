import type { Instant } from '../platform/clock.js';
import type { OidcPayload } from './oidcRows.js';

interface Kept {
  /** JSON: whoever is given a payload changes it. */
  readonly text: string;
  readonly expiresAt: Instant;
}

/** Enough for what is in use at once; then it begins anew. */
const MOST = 2000;

/** Payloads in mind by the name of their row, as long as `commits`, which counts the changes by others, stays what it is. */
export function createKeptRows(commits: () => number | undefined) {
  const rows = new Map<string, Kept>();
  let asOf: number | undefined;
  let writes = 0;
  const consumed = new Set<string>();

  function current(): Map<string, Kept> {
    if (asOf !== commits() || rows.size >= MOST) rows.clear();
    asOf = commits();
    return rows;
  }

  async function writing<T>(row: string, write: () => Promise<T>, written?: Kept): Promise<T> {
    current().delete(row);
    const since = asOf;
    writes++;
    try {
      return await write();
    } finally {
      writes++;
      current().delete(row);
      // What was consumed stays so, whatever is written: the row itself knows.
      if (written && since === commits() && !consumed.has(row)) rows.set(row, written);
    }
  }

  return {
    get(row: string, now: Instant): OidcPayload | undefined {
      const kept = current().get(row);
      if (!kept || kept.expiresAt <= now) return undefined;
      return JSON.parse(kept.text) as OidcPayload;
    },
    /** To be called before a read: what it found is kept unless something was written meanwhile. */
    reading() {
      const before = writes;
      current();
      const since = asOf;
      return (row: string, payload: OidcPayload): void => {
        const { exp } = payload;
        if (before !== writes || since !== commits() || typeof exp !== 'number') return;
        current().set(row, { text: JSON.stringify(payload), expiresAt: exp * 1000 });
      };
    },
    /** Does a write of one row, and keeps what was written instead of what was there. */
    writing,
    consuming<T>(row: string, consume: () => Promise<T>): Promise<T> {
      if (consumed.size >= MOST) consumed.clear();
      consumed.add(row);
      return writing(row, consume);
    },
  };
}
