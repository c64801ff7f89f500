import type { Account } from '../../accounts/index.js';
import { ialOf, type Subscriber } from '../../assurance/index.js';
import type { MadePerson } from '../people/person.js';
import type { Person } from '../schemas/people.js';

/** A person as the API tells of them; `subscriber` is what sign-ins see of the same account. */
export function personView(account: Account, subscriber: Subscriber | undefined): Person {
  const { id, uuid, email, state, attributes, persona, groups, tag, createdAt } = account;
  const { restrictions, mergedInto } = account;
  const verification = subscriber?.verification;
  return {
    ...{ id, uuid, email, state, ...attributes, persona, tag },
    groups: [...groups],
    restrictions: [...restrictions],
    ...(mergedInto !== undefined && { merged_into: mergedInto }),
    ial: ialOf(verification) === 2 ? 2 : 1,
    authenticators: [...(subscriber?.authenticators ?? [])],
    ...(verification && {
      verification: {
        attempt: verification.attempt,
        state: verification.state,
        pathway: verification.pathway,
        verified_at: new Date(verification.verifiedAt).toISOString(),
      },
    }),
    created_at: new Date(createdAt).toISOString(),
  };
}

/** What was made in clear; on a repetition only what the caller said itself. */
export const clearOf = ({ clear, created }: MadePerson, password: string | undefined) =>
  created
    ? {
        password: clear.password,
        totp_secret: clear.totpSecret,
        recovery_codes: clear.recoveryCodes,
      }
    : { password };
