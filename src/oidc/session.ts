import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { SECOND, type Instant } from '../platform/clock.js';

/** Who is signed in, for the person's own pages. */
export interface CurrentSession {
  readonly sub: string;
  readonly amr: readonly string[];
  readonly authenticatedAt: Instant;
}

interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly secure: boolean;
}

/** The library reads its session from any context; outside its routes that context has no `oidc`. */
const sessionIn = (provider: Provider, { req, res, secure }: Exchange) =>
  provider.Session.get({ req, res, secure } as unknown as KoaContextWithOIDC);

/** The session that the request's cookie names, if anybody is signed in. */
export async function currentSession(
  provider: Provider,
  exchange: Exchange,
): Promise<CurrentSession | undefined> {
  const session = await sessionIn(provider, exchange);
  if (!session.accountId || session.loginTs === undefined) return undefined;
  return {
    sub: session.accountId,
    amr: session.amr ?? [],
    authenticatedAt: session.loginTs * SECOND,
  };
}

/** Ends the session: its row is gone, so its cookie names nothing any more, in every profile. */
export async function endSession(provider: Provider, exchange: Exchange): Promise<void> {
  const session = await sessionIn(provider, exchange);
  if (session.jti) await session.destroy();
}

/** The subject whom a session belongs to, by the id that its cookie carries. */
export const subjectOfSession = async (
  provider: Provider,
  id: string,
): Promise<string | undefined> => (await provider.Session.find(id))?.accountId;
