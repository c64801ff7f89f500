import type { CalendarDate } from '../platform/clock.js';

/** Members of OpenID Connect Core 5.1.1's address claim that Standin knows. */
export interface PostalAddress {
  readonly street_address: string;
  readonly locality: string;
  /** Two-letter postal code of the state. */
  readonly region: string;
  readonly postal_code: string;
  readonly country: string;
  /** How the address is written; made of the others unless said. */
  readonly formatted?: string | undefined;
}

/** What is known of a person: OpenID Connect's names; phone is E.164, ssn nine digits without dashes. */
export interface Attributes {
  readonly given_name?: string | undefined;
  readonly middle_name?: string | undefined;
  readonly family_name?: string | undefined;
  readonly suffix?: string | undefined;
  readonly birthdate?: CalendarDate | undefined;
  readonly sex?: 'M' | 'F' | 'X' | undefined;
  readonly address?: PostalAddress | undefined;
  readonly phone?: string | undefined;
  readonly ssn?: string | undefined;
}
