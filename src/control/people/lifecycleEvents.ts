import type { Attributes } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';

/** What can happen to a person, and the members that say more about it. */
export const LIFECYCLE_MEMBERS = {
  suspend: [],
  restore: [],
  close: [],
  lock: [],
  unlock: [],
  revoke_verification: [],
  lapse_verification: [],
  change_name: ['given_name', 'middle_name', 'family_name', 'suffix'],
  change_address: ['address'],
  change_phone: ['phone'],
  change_email: ['email'],
  merge_into: ['into'],
  hold: [],
  release: [],
  report_fraud: [],
  deceased: ['on'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LifecycleEvent = keyof typeof LIFECYCLE_MEMBERS;
export const LIFECYCLE_EVENTS = Object.keys(LIFECYCLE_MEMBERS) as [
  LifecycleEvent,
  ...LifecycleEvent[],
];

/** One thing that happens, with what it brings; an attribute given as undefined is forgotten. */
export interface Happening {
  readonly event: LifecycleEvent;
  /** Of a change of name, address or phone. */
  readonly attributes: Attributes;
  readonly email?: string | undefined;
  /** The account that goes on: id, e-mail address or persona. */
  readonly into?: string | undefined;
  /** The day of death; today unless said. */
  readonly on?: CalendarDate | undefined;
}
