import { move, type Account } from '../../accounts/index.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import type { People } from './people.js';
import type { PersonStore } from './person.js';

interface MergeDeps {
  readonly people: Pick<People, 'find'>;
  readonly store: Pick<PersonStore, 'mergePeople'>;
}

export type MergeRefusal =
  | 'wrong_state'
  | 'changed_meanwhile'
  | 'merge_into_nobody'
  | 'merge_into_itself'
  | 'merge_into_closed';

/**
 * Two accounts turn out to be one person's: this one is closed and says which goes on. The other takes over its groups and,
 * unless it is verified itself, its verification. Relying parties go on with the other's subject.
 */
export const createMerge =
  ({ people, store }: MergeDeps) =>
  async (
    sandbox: SandboxId,
    from: Account,
    reference: string,
  ): Promise<Result<undefined, MergeRefusal>> => {
    const into = await people.find(sandbox, reference);
    if (!into) return refused('merge_into_nobody');
    if (into.id === from.id) return refused('merge_into_itself');
    if (into.state === 'closed') return refused('merge_into_closed');
    const closed = move(from, 'close');
    if (!closed.ok) return closed;
    const outcome = await store.mergePeople(
      sandbox,
      {
        from: { ...closed.value, mergedInto: into.id },
        into: { ...into, groups: [...new Set([...into.groups, ...from.groups])] },
      },
      [{ type: 'account.merged', account: from.id, tag: from.tag, data: { into: into.id } }],
    );
    return outcome === 'saved' ? ok(undefined) : refused('changed_meanwhile');
  };
