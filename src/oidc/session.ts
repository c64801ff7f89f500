import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { amrOf, type AuthenticatorUse } from '../assurance/index.js';
import { SECOND, type Clock, type Instant } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { saveOutsideProtocol } from './adapter.js';
import { SESSION_LIFETIME } from './configuration.js';
import type { ModelStore } from './ports.js';
import { profileOf } from './profiles/index.js';
import type { SandboxPlace } from './place.js';
import type { Providers } from './providers.js';

/** Who is signed in, for the person's own pages. */
export interface CurrentSession {
  /** Names the session and opens nothing. */
  readonly uid: string;
  readonly sub: string;
  readonly amr: readonly string[];
  readonly authenticatedAt: Instant;
}

/** One browser in which a person is signed in. */
export interface ListedSession {
  readonly uid: string;
  readonly signedInAt: Instant;
  readonly amr: readonly string[];
}

/** A cookie as a browser takes it. */
export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  readonly expiresAt: Instant;
}

interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly secure: boolean;
}

/** Sessions are the provider's own rows, shared by all profiles of a sandbox. */
export interface Sessions {
  /** The session that the request's cookie names, if anybody is signed in. */
  current(place: SandboxPlace, exchange: Exchange): Promise<CurrentSession | undefined>;
  /** Ends that session: its row is gone, so its cookie names nothing any more, in every profile. */
  endCurrent(place: SandboxPlace, exchange: Exchange): Promise<void>;
  /** Signs a person in without a browser; the cookie makes any browser theirs. */
  begin(
    place: SandboxPlace,
    sub: string,
    used: readonly AuthenticatorUse[],
  ): Promise<SessionCookie>;
  /** A person's sessions, the newest first. */
  list(sandbox: SandboxId, sub: string): Promise<readonly ListedSession[]>;
  /** Ends one of a person's sessions. */
  end(sandbox: SandboxId, sub: string, uid: string): Promise<void>;
  /** Ends all of a person's sessions but this one. */
  endOthers(sandbox: SandboxId, sub: string, uid: string | undefined): Promise<void>;
}

const SESSION = { profile: '', model: 'Session' };

/** The library reads its session from any context; outside its routes that context has no `oidc`. */
const sessionIn = (provider: Provider, { req, res, secure }: Exchange) =>
  provider.Session.get({ req, res, secure } as unknown as KoaContextWithOIDC);

/** What a row says of a session, as far as this room reads it. */
interface SessionRow {
  readonly jti: string;
  readonly uid: string;
  readonly loginTs?: number;
  readonly amr?: readonly string[];
}

export function createSessions({
  providers,
  models,
  clock,
}: {
  readonly providers: Providers;
  readonly models: Pick<ModelStore, 'listByAccount' | 'destroy'>;
  readonly clock: Clock;
}): Sessions {
  const providerOf = (place: SandboxPlace): Promise<Provider> => {
    const standard = profileOf('standard');
    if (!standard) throw new Error('the standard profile is missing');
    return providers.of(place, standard);
  };
  const rowsOf = async (sandbox: SandboxId, sub: string) =>
    (await models.listByAccount(sandbox, SESSION, sub, clock.now())) as unknown as SessionRow[];
  const endThose = async (sandbox: SandboxId, sub: string, which: (uid: string) => boolean) => {
    for (const { jti, uid } of await rowsOf(sandbox, sub))
      if (which(uid)) await models.destroy(sandbox, { ...SESSION, id: jti });
  };
  return {
    async current(place, exchange) {
      const { accountId, loginTs, uid, amr } = await sessionIn(await providerOf(place), exchange);
      if (!accountId || loginTs === undefined) return undefined;
      return { uid, sub: accountId, amr: amr ?? [], authenticatedAt: loginTs * SECOND };
    },
    async endCurrent(place, exchange) {
      const session = await sessionIn(await providerOf(place), exchange);
      if (session.jti) await session.destroy();
    },
    begin: async (place, sub, used) =>
      beginSession(await providerOf(place), place, { sub, used, now: clock.now() }),
    async list(sandbox, sub) {
      const rows = await rowsOf(sandbox, sub);
      return rows
        .map(({ uid, loginTs = 0, amr = [] }) => ({ uid, signedInAt: loginTs * SECOND, amr }))
        .sort((a, b) => b.signedInAt - a.signedInAt);
    },
    end: (sandbox, sub, wanted) => endThose(sandbox, sub, (uid) => uid === wanted),
    endOthers: (sandbox, sub, own) => endThose(sandbox, sub, (uid) => uid !== own),
  };
}

async function beginSession(
  provider: Provider,
  { prefix, base }: SandboxPlace,
  { sub, used, now }: { sub: string; used: readonly AuthenticatorUse[]; now: Instant },
): Promise<SessionCookie> {
  const session = new provider.Session();
  session.loginAccount({
    accountId: sub,
    loginTs: Math.floor(now / SECOND),
    amr: [...amrOf(used)],
  });
  const value = await saveOutsideProtocol(session.save(SESSION_LIFETIME / SECOND));
  return {
    name: provider.cookieName('session'),
    value,
    path: prefix || '/',
    secure: base.startsWith('https:'),
    expiresAt: now + SESSION_LIFETIME,
  };
}

/** The subject whom a session belongs to, by the id that its cookie carries. */
export const subjectOfSession = async (
  provider: Provider,
  id: string,
): Promise<string | undefined> => (await provider.Session.find(id))?.accountId;
