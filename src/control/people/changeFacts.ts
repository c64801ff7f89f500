import type { Account } from '../../accounts/index.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { PersonRecord } from '../../proofing/index.js';
import type { Happening, LifecycleEvent } from './lifecycleEvents.js';
import type { People } from './people.js';
import type { PersonRecords, PersonStore } from './person.js';
import { recordOf } from './recordOf.js';

interface ChangeFactsDeps {
  readonly people: Pick<People, 'bearerOf'>;
  readonly store: Pick<PersonStore, 'changePerson'>;
  readonly records: PersonRecords;
}

const PAST: Readonly<Partial<Record<LifecycleEvent, string>>> = {
  change_name: 'account.name_changed',
  change_address: 'account.address_changed',
  change_phone: 'account.phone_changed',
};

type Changed = Result<undefined, 'wrong_state' | 'changed_meanwhile'>;

/**
 * Something about a person changes in life, not by correction: the account, the verification in force, what the authoritative
 * sources know and a phone that receives codes change together. The sources keep the earlier name and address.
 */
export const createChangeFacts =
  ({ people, store, records }: ChangeFactsDeps) =>
  async (
    sandbox: SandboxId,
    before: Account,
    { event, attributes }: Happening,
  ): Promise<Changed> => {
    if (before.state === 'closed') return refused('wrong_state', { state: 'closed' });
    const account = { ...before, attributes: { ...before.attributes, ...attributes } };
    const known = await records.get(sandbox, account.id);
    const record = { ...recordOf(people.bearerOf(account), known), former: former(before, known) };
    const names = Object.keys(attributes);
    const outcome = await store.changePerson(sandbox, { account, attributes, record }, [
      { type: PAST[event] ?? event, account: account.id, tag: account.tag, data: { names } },
    ]);
    return outcome === 'saved' ? ok(undefined) : refused('changed_meanwhile');
  };

/** Bureaus list a few earlier names and addresses. */
const MOST_FORMER = 10;

const former = (
  { attributes: { family_name, address } }: Account,
  known: PersonRecord | undefined,
): NonNullable<PersonRecord['former']> =>
  [{ family_name, address }, ...(known?.former ?? [])].slice(0, MOST_FORMER);
