import type { Context } from 'koa';
import { sha256 } from '../platform/secrets.js';
import type { Agency } from './agency.js';
import type { Session, Sessions } from './sessions.js';

/** Ties sessions to browsers by a signed cookie that holds nothing but the session's id. */
export interface Visits {
  of(ctx: Context): Session | undefined;
  ofOrNew(ctx: Context): Session;
  renew(ctx: Context, session: Session): Session;
  end(ctx: Context): void;
}

/**
 * Cookies ignore ports: the name carries the address, so that two of these sites on one machine keep apart. Those of an agency
 * below a path stay there.
 */
export function createVisits(
  sessions: Sessions,
  { id, path }: Agency,
  baseUrl: () => string,
): Visits {
  const nameOf = () => `${id}_${sha256(baseUrl()).slice(0, 8)}_session`;
  const options = { path: path || '/', signed: true };

  const find = (ctx: Context) => {
    const id = ctx.cookies.get(nameOf(), { signed: true });
    return id ? sessions.find(id) : undefined;
  };

  const remember = (ctx: Context, session: Session): Session => {
    ctx.cookies.secure = baseUrl().startsWith('https:'); // also behind a proxy that ends TLS
    ctx.cookies.set(nameOf(), session.id, { ...options, httpOnly: true, sameSite: 'lax' });
    return session;
  };

  return {
    of: find,
    ofOrNew: (ctx) => find(ctx) ?? remember(ctx, sessions.start()),
    renew: (ctx, session) => remember(ctx, sessions.renew(session)),
    end(ctx) {
      const session = find(ctx);
      if (session) sessions.end(session.id);
      ctx.cookies.set(nameOf(), null, options);
    },
  };
}
