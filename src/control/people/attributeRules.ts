import type { Attributes } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import { refused, type Refused } from '../../platform/result.js';
import { EARLIEST_BIRTHDATE, isBirthdate, isNeverIssued, SAFE_SSNS } from '../../proofing/index.js';

export interface AttributeRules {
  /** Whether Social Security numbers that could be somebody's are refused. */
  readonly piiGuard: boolean;
  /** The day in a sandbox, which time travel moves. */
  readonly today: (sandbox: SandboxId) => Promise<CalendarDate>;
}

export type AttributeRefusal = 'ssn_could_be_real' | 'birthdate_impossible';

/** What speaks against attributes of the right form: the pages ask the same of an applicant (`readDetails`). */
export async function objection(
  { piiGuard, today }: AttributeRules,
  sandbox: SandboxId,
  { ssn, birthdate }: Attributes,
): Promise<Refused<AttributeRefusal> | undefined> {
  if (ssn !== undefined && piiGuard && !isNeverIssued(ssn))
    return refused('ssn_could_be_real', { safe: SAFE_SSNS });
  if (birthdate === undefined) return undefined;
  const latest = await today(sandbox);
  return isBirthdate(birthdate, latest)
    ? undefined
    : refused('birthdate_impossible', { earliest: EARLIEST_BIRTHDATE, latest });
}
