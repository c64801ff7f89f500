import type { Context, Middleware, Next } from 'koa';
import { isMigrated, type Database } from '../storage/index.js';

/** `/healthz`: this process answers. `/readyz`: its database does too, and has the schema that this version expects. */
export function health(db: Database, migrations: string): Middleware {
  const answerReady = async (ctx: Context): Promise<void> => {
    const ready = await isMigrated(db, migrations).catch(() => false);
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'unavailable' };
  };
  return (ctx: Context, next: Next) => {
    if (ctx.path === '/readyz') return answerReady(ctx);
    if (ctx.path !== '/healthz') return next();
    ctx.body = { status: 'ok' };
    return undefined;
  };
}
