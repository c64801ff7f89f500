import type { SandboxId } from '../../platform/ids.js';

/** From the least to the most: looks; drives what is in a sandbox; also manages sandboxes and tokens. */
export const ROLES = ['read', 'test', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who calls. */
export interface Caller {
  /** As events name it: a token's name, `operator` for the server's own token, `loopback` where none is needed. */
  readonly actor: string;
  readonly role: Role;
  /** Where alone the token works; undefined: everywhere. */
  readonly sandbox: SandboxId | undefined;
}

/** What an operation asks of its caller. */
export interface Need {
  readonly role: Role;
  /** Not for tokens of one sandbox: it is about all of them. */
  readonly everywhere?: boolean;
}

interface Needs {
  readonly look: Need;
  readonly change: Need;
}

const USUAL: Needs = { look: { role: 'read' }, change: { role: 'test' } };

/** The whole table: by the first part of a path, where it is not as usual. */
const NEEDS: Readonly<Record<string, Needs>> = {
  tokens: { look: { role: 'admin' }, change: { role: 'admin' } },
  sandboxes: {
    look: { role: 'read', everywhere: true },
    change: { role: 'admin', everywhere: true },
  },
};

export function needOf({ method, path }: { readonly method: string; readonly path: string }): Need {
  const needs = NEEDS[path.split('/')[1] ?? ''] ?? USUAL;
  return method === 'GET' ? needs.look : needs.change;
}

/** Why a caller may not do it, as a sentence; undefined when it may. */
export function refusalOf({ actor, role, sandbox }: Caller, need: Need): string | undefined {
  if (ROLES.indexOf(role) < ROLES.indexOf(need.role))
    return `The token "${actor}" has the role ${role}; this needs ${need.role}.`;
  return need.everywhere && sandbox !== undefined
    ? `The token "${actor}" works in the sandbox ${sandbox} alone; this is about all of them.`
    : undefined;
}

export const worksIn = (caller: Caller, sandbox: SandboxId): boolean =>
  caller.sandbox === undefined || caller.sandbox === sandbox;
