import type { Ask } from '../ask.js';
import type { Members, Sandbox, SandboxRequest } from '../types.js';
import {
  kept,
  listed,
  made,
  pathOf,
  type Kept,
  type Listed,
  type Made,
  type Ref,
} from './resource.js';

/** Isolated universes in one server. */
export interface Sandboxes extends Listed<Sandbox>, Kept<Sandbox>, Made<Sandbox, SandboxRequest> {
  /** As it was when it was made. */
  reset(sandbox: Ref): Promise<Members>;
  /** Keeps its state; answers the name of it. */
  snapshot(sandbox: Ref): Promise<{ readonly snapshot: string }>;
  /** Back to a state that was kept. */
  restore(sandbox: Ref, snapshot: string): Promise<Members>;
}

const PATH = '/sandboxes';

export const createSandboxes = (ask: Ask): Sandboxes => {
  const doing = <T>(sandbox: Ref, what: string, body?: object): Promise<T> =>
    ask({ method: 'POST', path: `${pathOf(PATH, sandbox)}/${what}`, body });
  return {
    ...listed(ask, PATH),
    ...kept(ask, PATH),
    ...made(ask, PATH),
    reset: (sandbox) => doing(sandbox, 'reset'),
    snapshot: (sandbox) => doing(sandbox, 'snapshot'),
    restore: (sandbox, snapshot) => doing(sandbox, 'restore', { snapshot }),
  };
};
