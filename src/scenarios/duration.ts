import { DAY, HOUR, MINUTE, SECOND } from '../platform/clock.js';

const ISO =
  /^P(?!$)(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?!$)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;
const SHORT = /^(\d{1,6})([smhd])$/;
const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/**
 * Milliseconds of an ISO 8601 duration without years and months (`P1DT2H`, `P2W`), or of a short form (`13h`, `30d`).
 * Undefined for anything else.
 */
export function parseDuration(text: string): number | undefined {
  const short = SHORT.exec(text);
  if (short) return Number(short[1]) * (UNITS[short[2] ?? ''] ?? 0);
  const parts = ISO.exec(text);
  if (!parts) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return weeks * 7 * DAY + days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
}

/** ISO 8601 for a number of ms, in whole seconds: `P1DT2H`; `PT0S` for none. */
export function formatDuration(ms: number): string {
  const parts = [
    [Math.floor(ms / DAY), 'D'],
    [Math.floor((ms % DAY) / HOUR), 'H'],
    [Math.floor((ms % HOUR) / MINUTE), 'M'],
    [Math.floor((ms % MINUTE) / SECOND), 'S'],
  ] as const;
  const [days = '', ...time] = parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : ''));
  const clock = time.join('');
  if (days === '' && clock === '') return 'PT0S';
  return `P${days}${clock && `T${clock}`}`;
}
