import type { Context, Middleware, Next } from 'koa';
import { isMigrated, type Database } from '../storage/index.js';

/** `/healthz`: this process answers. `/readyz`: its database does too, and has the schema that this version expects. */
export function health(db: Database, migrations: string): Middleware {
  return async (ctx: Context, next: Next) => {
    if (ctx.path === '/healthz') return void (ctx.body = { status: 'ok' });
    if (ctx.path !== '/readyz') return next();
    const ready = await isMigrated(db, migrations).catch(() => false);
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'unavailable' };
  };
}
