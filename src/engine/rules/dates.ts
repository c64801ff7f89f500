import type { CalendarDate } from '../../platform/clock.js';

/** `YYYY-MM-DD` of a day that exists between 1850 and 2150, else undefined. */
export function calendarDate(year: string, month: string, day: string): CalendarDate | undefined {
  const text = `${year}-${month}-${day}`;
  if (!/^(18[5-9]|19\d|20\d|21[0-4])\d-\d\d-\d\d$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time)) return undefined;
  return new Date(time).toISOString().startsWith(text) ? text : undefined;
}
