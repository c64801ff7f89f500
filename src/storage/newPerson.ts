import type { Account } from '../accounts/index.js';
import type { AuthenticatorKind, Subscriber, Verification } from '../assurance/index.js';
import type { NewAuthenticators } from '../authenticators/index.js';
import type { PersonRecord } from '../proofing/index.js';

/** A whole person, as the control API makes one. */
export interface NewPerson {
  readonly account: Account;
  readonly authenticators: NewAuthenticators;
  readonly verification?: Verification | undefined;
  /** What the authoritative sources know of them. */
  readonly record?: PersonRecord | undefined;
}

/** The account as it is read from the rows that were written of it. */
export const accountAsRead = ({ account }: NewPerson): Account => ({
  ...account,
  attributes: asStored(account.attributes),
});

/** The same of what sign-ins see of the person. */
export function subscriberAsRead(person: NewPerson): Subscriber {
  const { verification, authenticators } = person;
  const { id, uuid, state, restrictions, email, attributes, groups, persona, tag, createdAt } =
    accountAsRead(person);
  return {
    ...{ id, uuid, state, restrictions, email, attributes, groups, persona, tag, createdAt },
    verification: verification && asStored(verification),
    authenticators: kindsOf(authenticators),
  };
}

const kindsOf = (made: NewAuthenticators): readonly AuthenticatorKind[] =>
  KINDS.flatMap(([member, kind]) => (made[member] === undefined ? [] : [kind]));

const KINDS = [
  ['passwordHash', 'password'],
  ['totpSecret', 'totp'],
  ['phone', 'phone'],
  ['recoveryCodes', 'recovery_codes'],
  ['passkey', 'passkey'],
] as const satisfies readonly (readonly [keyof NewAuthenticators, AuthenticatorKind])[];

/** What is undefined is not there any more. */
const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
