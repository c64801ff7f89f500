/** Milliseconds since the Unix epoch. */
export type Instant = number;
/** A day of the calendar, `YYYY-MM-DD`. Never aged: judged against a sandbox's `today`. */
export type CalendarDate = string;

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The calendar day (UTC) on which an instant falls. */
export const dateOf = (instant: Instant): CalendarDate =>
  new Date(instant).toISOString().slice(0, 10);

/** Whole years between a birth date and a day; somebody born on 29 February has a birthday on 1 March in other years. */
export function ageOn(birthdate: CalendarDate, today: CalendarDate): number {
  const years = Number(today.slice(0, 4)) - Number(birthdate.slice(0, 4));
  return today.slice(5) < birthdate.slice(5) ? years - 1 : years;
}
