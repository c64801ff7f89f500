import type { SandboxId } from '../../platform/ids.js';
import type { Refused } from '../../platform/result.js';
import { invalid, taken } from '../http/problem.js';
import type { Reply } from '../http/reply.js';
import type { AttributeRefusal } from '../people/attributeRules.js';
import type { People } from '../people/people.js';
import type { CreationRefusal } from '../people/person.js';

/** A reference that leads to nobody of the sandbox. */
export const nobody = (path: string, { personaIds }: Pick<People, 'personaIds'>): Reply =>
  invalid(path, 'names nobody: it is no id, no e-mail address and no persona', personaIds());

/** An address that is somebody else's; it is not repeated, its owner is named by the id. */
export async function emailTaken(
  people: Pick<People, 'find'>,
  sandbox: SandboxId,
  email: string | undefined,
): Promise<Reply> {
  const owner = email === undefined ? undefined : await people.find(sandbox, email);
  return taken('/email', undefined, owner ? `the person "${owner.id}"` : 'somebody else');
}

export function attributeProblem({ reason, details }: Refused<AttributeRefusal>): Reply {
  const said = (name: string) => String(details?.[name]);
  return reason === 'ssn_could_be_real'
    ? invalid('/ssn', `could be a real person's; use ${said('safe')}`)
    : invalid(
        '/birthdate',
        `must be from ${said('earliest')} to ${said('latest')}, which is today`,
      );
}

export async function creationProblem(
  people: Pick<People, 'find' | 'personaIds'>,
  sandbox: SandboxId,
  { id, email }: { readonly id?: string | undefined; readonly email?: string | undefined },
  refusal: Refused<CreationRefusal>,
): Promise<Reply> {
  switch (refusal.reason) {
    case 'unknown_persona':
      return invalid('/persona', 'is not in the catalogue', people.personaIds());
    case 'email_invalid':
      return invalid('/email', 'must be an e-mail address');
    case 'email_taken':
      return emailTaken(people, sandbox, email);
    case 'id_taken':
      return taken('/id', id, 'somebody else, or to another body');
    default:
      return attributeProblem({ ...refusal, reason: refusal.reason });
  }
}
