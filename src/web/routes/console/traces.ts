import Router from '@koa/router';
import type { Traces } from '../../../traces/index.js';
import type { TraceModel, TraceRow } from '../../pages/consoleViews.js';
import type { ShowPage } from '../../render.js';
import { placeOf } from '../../requestState.js';

const SHOWN = 100;

type Traced = NonNullable<Awaited<ReturnType<Traces['find']>>>;

/** What clients asked of the provider, why it was refused, and how to mend it. For operators alone. */
export function tracesRouter({
  traces,
  show,
}: {
  readonly traces: Pick<Traces, 'find' | 'recent'>;
  readonly show: ShowPage;
}): Router {
  const router = new Router();

  router.get('/console/traces', async (ctx) => {
    const { id, prefix } = placeOf(ctx);
    const found = await traces.recent(id, SHOWN);
    show(ctx, 'console/traces', {
      home: prefix || '/',
      traces: found.map((traced) => rowOf(traced, prefix)),
    });
  });

  router.get('/console/traces/:id', async (ctx) => {
    const { id, prefix } = placeOf(ctx);
    const traced = await traces.find(id, String(ctx.params['id']).slice(0, 100));
    if (!traced) return ctx.throw(404, 'unknown_trace');
    return show(ctx, 'console/trace', {
      list: `${prefix}/console/traces`,
      ...modelOf(traced, prefix),
    });
  });
  return router;
}

const rowOf = ({ exchange, findings }: Traced, prefix: string): TraceRow => ({
  href: `${prefix}/console/traces/${exchange.id}`,
  at: exchange.at,
  route: exchange.route,
  client: exchange.client,
  status: exchange.status,
  error: exchange.refusal?.error,
  finding: findings.find(({ severity }) => severity !== 'warning')?.message,
});

function modelOf({ exchange, findings }: Traced, prefix: string): Omit<TraceModel, 'list'> {
  const { method, path, params, status, location, refusal, client, profile, at } = exchange;
  return {
    ...{ at, method, path, status, profile, client, location },
    findings: findings.map((finding) => ({
      ...finding,
      page: `${prefix}/docs/errors/${finding.code}`,
    })),
    refused: refusal !== undefined,
    answer: membersOf({ error: refusal?.error, error_description: refusal?.description }),
    parameters: membersOf(params),
  };
}

const membersOf = (values: Readonly<Record<string, string | undefined>>) =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
