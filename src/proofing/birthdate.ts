import type { CalendarDate } from '../platform/clock.js';

/** The first day on which somebody who lives may have been born. */
export const EARLIEST_BIRTHDATE: CalendarDate = '1900-01-01';

/** Whether a text is a day of the calendar on which somebody who lives today may have been born. */
export function isBirthdate(text: string, today: CalendarDate): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < EARLIEST_BIRTHDATE || text > today) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
