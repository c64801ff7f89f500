import { API_PATH } from './http/paths.js';
import type { Inject } from './signIn/inject.js';

/** Items of a configuration file by section, in the order in which they build on each other. */
export type SeedSections = readonly (readonly [section: string, items: readonly unknown[]])[];

export interface SeedFault {
  /** JSON Pointer into the configuration file, such as `/clients/0/redirect_uris`. */
  readonly path: string;
  readonly message: string;
}

interface ProblemBody {
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/**
 * Makes what a configuration file asks for in the default sandbox, by the API's own verbs: the same item at the next start is answered
 * with what is there. Every fault is collected; items without one are made all the same.
 */
export async function applySeed(
  inject: Inject,
  sections: SeedSections,
  token: string | undefined,
): Promise<readonly SeedFault[]> {
  const faults: SeedFault[] = [];
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  for (const [section, items] of sections) {
    for (const [index, item] of items.entries()) {
      const at = `/${section}/${index}`;
      if (!hasOwnId(item)) {
        faults.push({ path: at, message: 'needs an id, so that the next start finds it again' });
        continue;
      }
      const url = `${API_PATH}/${section}`;
      const reply = await inject({ method: 'POST', url, headers, body: JSON.stringify(item) });
      if (reply.status !== 200 && reply.status !== 201) faults.push(...faultsIn(at, reply.body));
    }
  }
  return faults;
}

const hasOwnId = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && ('id' in item || 'client_id' in item);

function faultsIn(at: string, body: string): readonly SeedFault[] {
  const { detail = 'was refused', errors = [] } = JSON.parse(body) as ProblemBody;
  if (errors.length === 0) return [{ path: at, message: detail }];
  return errors.map(({ path, message }) => ({ path: at + path, message }));
}
