import type { Clock } from '../../platform/clock.js';
import type { DomainEvent } from '../../platform/events.js';
import { newId, type SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { randomToken, sha256 } from '../../platform/secrets.js';
import type { ControlTokenStore, StoredToken } from '../../storage/index.js';
import { ROLES, type Caller, type Role } from './roles.js';

export interface TokenDraft {
  readonly id?: string | undefined;
  readonly name: string;
  readonly role: Role;
  /** Works in every sandbox; such tokens are the default sandbox's. */
  readonly everywhere?: boolean;
}

/** `secret` is there once, when the token is made. */
export interface IssuedToken {
  readonly token: StoredToken;
  readonly secret?: string;
}

export type Tokens = ReturnType<typeof createTokens>;

/** Names its sandbox, so that one look there tells what it is worth. */
const TOKEN = /^standin_([a-z0-9-]{1,31})_[\w-]{43}$/;

/** Tokens of the control API: told once, kept as digests (256 random bits need no slow hash). */
export function createTokens({ store, clock }: { store: ControlTokenStore; clock: Clock }) {
  return {
    /** Makes a token that works in `sandbox`. The same id and body again answers what is there, without the secret. */
    async issue(sandbox: SandboxId, draft: TokenDraft): Promise<Result<IssuedToken, 'taken'>> {
      const createdAt = clock.now();
      const { id = newId('tok', createdAt), name, role, everywhere = false } = draft;
      const secret = `standin_${sandbox}_${randomToken(32)}`;
      const token = { id, name, role, everywhere, createdAt };
      const digest = sha256(secret);
      if (await store.add(sandbox, { ...token, digest }, [happened('token.issued', token)]))
        return ok({ token, secret });
      const there = await store.get(sandbox, id);
      const same = there?.name === name && there.role === role && there.everywhere === everywhere;
      return same ? ok({ token: there }) : refused('taken');
    },

    /** Who presents this token; undefined when it is worth nothing. */
    async callerOf(presented: string): Promise<Caller | undefined> {
      const sandbox = TOKEN.exec(presented)?.[1];
      if (sandbox === undefined) return undefined;
      const found = await store.byDigest(sandbox, sha256(presented));
      const role = ROLES.find((known) => known === found?.role);
      return found && role
        ? { actor: found.name, role, sandbox: found.everywhere ? undefined : sandbox }
        : undefined;
    },

    get: (sandbox: SandboxId, id: string) => store.get(sandbox, id),
    list: (sandbox: SandboxId, page: { limit: number; after?: string | undefined }) =>
      store.list(sandbox, page),

    /** False when there is none. Whoever still presents it is refused from now on. */
    async revoke(sandbox: SandboxId, id: string): Promise<boolean> {
      const token = await store.get(sandbox, id);
      return token !== undefined && store.remove(sandbox, id, [happened('token.revoked', token)]);
    },
  };
}

const happened = (type: string, { id, name, role }: StoredToken): DomainEvent => ({
  type,
  data: { token: id, name, role },
});
