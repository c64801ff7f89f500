import type { Account } from '../../accounts/index.js';
import type { Attributes } from '../../assurance/index.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Press } from '../../press/index.js';
import type { PersonRecord } from '../../proofing/index.js';
import type { People } from './people.js';
import type { PersonRecords } from './person.js';
import { recordOf } from './recordOf.js';

/** Whose word a record is: written in this sandbox, of the catalogue, or nobody's yet. */
export type RecordOrigin = 'sandbox' | 'catalogue' | 'none';

/** Members that are present change; an attribute that is undefined is forgotten. */
export type RecordChange = Partial<Omit<PersonRecord, 'id' | 'attributes'>> & {
  readonly attributes: Attributes;
};

interface RecordsDeps {
  readonly people: Pick<People, 'bearerOf'>;
  readonly press: Pick<Press, 'personas'>;
  readonly records: PersonRecords;
}

/** Reads and writes what the simulated authoritative sources know of a person. */
export function createRecordsOf({ people, press, records }: RecordsDeps) {
  const read = async (
    sandbox: SandboxId,
    account: Account,
  ): Promise<{ readonly origin: RecordOrigin; readonly record: PersonRecord }> => {
    const written = await records.get(sandbox, account.id);
    if (written) return { origin: 'sandbox', record: written };
    const persona = press.personas.get(account.id);
    if (persona) return { origin: 'catalogue', record: recordOf(persona) };
    const after = account.persona === undefined ? undefined : press.personas.get(account.persona);
    const bearer = { ...people.bearerOf(account), records: after?.records };
    return { origin: 'none', record: recordOf(bearer) };
  };
  return {
    read,
    /** From then on the sources know the person, with what was changed and the rest as it follows from the person. */
    async change(
      sandbox: SandboxId,
      account: Account,
      { attributes, ...members }: RecordChange,
    ): Promise<PersonRecord> {
      const { record } = await read(sandbox, account);
      const changed = {
        ...{ ...record, ...members },
        attributes: { ...record.attributes, ...attributes },
      };
      await records.put(sandbox, changed);
      return changed;
    },
    /** Back to what the catalogue says, or to knowing nothing; false when nothing was written. */
    forget: (sandbox: SandboxId, { id }: Account): Promise<boolean> => records.remove(sandbox, id),
  };
}
