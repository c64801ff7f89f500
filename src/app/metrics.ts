import type { RequestListener } from 'node:http';
import type { Context, Middleware, Next } from 'koa';
import { admitsCaller, type AccessRules } from '../control/index.js';
import { isMigrated, type Database } from '../storage/index.js';
import { VERSION } from './version.js';

export interface MetricsParts {
  readonly db: Database;
  readonly migrations: string;
  readonly access: AccessRules;
}

/** `/metrics` in Prometheus' text format: what the process uses, what it answered since its start, whether its database does. */
export function createMetrics({ db, migrations, access }: MetricsParts) {
  const answers = new Map<string, number>();
  const load = async () => {
    const { Registry, Gauge, Counter, collectDefaultMetrics } = await import('prom-client');
    const register = new Registry();
    const registers = [register];
    collectDefaultMetrics({ register });
    const info = { name: 'standin_info', help: 'Version and database engine.' };
    new Gauge({ ...info, labelNames: ['version', 'database'], registers }).set(
      { version: VERSION, database: db.engine },
      1,
    );
    new Gauge({
      ...{ name: 'standin_ready', help: '1 while /readyz answers 200.', registers },
      async collect() {
        this.set(Number(await isMigrated(db, migrations).catch(() => false)));
      },
    });
    new Counter({
      ...{ name: 'standin_http_answers_total', help: 'Answers by status code.', registers },
      labelNames: ['code'],
      collect() {
        this.reset();
        for (const [code, count] of answers) this.inc({ code }, count);
      },
    });
    return register;
  };
  let loaded: ReturnType<typeof load> | undefined;

  return {
    /** The same listener; what it answers is counted. */
    counted:
      (listener: RequestListener): RequestListener =>
      (req, res) => {
        res.once('finish', () => {
          const code = String(res.statusCode);
          answers.set(code, (answers.get(code) ?? 0) + 1);
        });
        listener(req, res);
      },
    /** By the control API's access rule; below no sandbox. */
    answer: (async (ctx: Context, next: Next) => {
      if (ctx.path !== '/metrics' || ctx.originalUrl !== ctx.url) return next();
      if (!(await admitsCaller(ctx, access))) return;
      const register = await (loaded ??= load());
      ctx.type = register.contentType;
      ctx.body = await register.metrics();
    }) satisfies Middleware,
  };
}
