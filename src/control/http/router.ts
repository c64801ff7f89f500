import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { needOf, refusalOf, type Caller } from '../access/roles.js';
import { bodyProblem, readJson } from './body.js';
import { API_PATH } from './paths.js';
import { placeOf } from './place.js';
import { notFound, problem, type ProblemError } from './problem.js';
import { send, type Reply } from './reply.js';
import type { Call, Route } from './route.js';
import { validate } from './validate.js';

/** Resources of the contract that are known and not built; whatever is asked of them is answered 501. */
const UNBUILT = ['traces'] as const;

/** Serves a table of routes; what it does not know is a problem document too. */
export function routerOf(routes: readonly Route[]): Middleware {
  const router = new Router({ prefix: API_PATH, sensitive: true });
  for (const one of routes)
    router.register(one.path, [one.method.toLowerCase()], async (ctx) => {
      send(ctx, await perform(ctx, one));
    });
  for (const path of UNBUILT)
    router.all([`/${path}`, `/${path}/*rest`], (ctx) =>
      send(ctx as unknown as Context, problem('not_built', `/${path} is not built yet.`)),
    );
  const serve = router.routes() as unknown as Middleware;
  return (ctx) => serve(ctx, () => Promise.resolve(send(ctx, nothingHere(router, ctx))));
}

function nothingHere(router: Router, ctx: Context): Reply {
  const methods = router
    .match(ctx.path, ctx.method)
    .path.flatMap((layer) => layer.methods)
    .filter((method) => method !== 'HEAD');
  if (methods.length === 0) return notFound('resource');
  const allow = [...new Set(methods)].join(', ');
  return problem('method_not_allowed', `Methods here are ${allow}.`, [], { allow });
}

async function perform(ctx: Context, one: Route): Promise<Reply> {
  const place = placeOf(ctx);
  const { caller } = ctx.state as { readonly caller: Caller };
  const refusal = refusalOf(caller, needOf(one));
  if (refusal !== undefined) return problem('forbidden', refusal);
  const query = one.query ? validate(one.query, { ...ctx.query }) : refuseQuery(ctx, one);
  if (!query.ok) return faults('The query', query.errors);
  const params = ctx.params as Readonly<Record<string, string>>;
  const body = await bodyOf(ctx, one);
  if (!body.ok) return body.reply;
  const call: Call = {
    ...{ ctx, place, sandbox: place.id, caller, query: query.value, body: body.value },
    param: (name) => params[name] ?? '',
  };
  return one.handle(call);
}

/** An operation without parameters refuses them like any unknown member. */
const refuseQuery = (ctx: Context, { upload }: Route) => {
  const errors = Object.keys(ctx.query).map((name) => ({
    path: `/${name}`,
    message: 'is not a known parameter',
    known: [],
  }));
  return errors.length === 0 || upload
    ? { ok: true as const, value: {} }
    : { ok: false as const, errors };
};

/** An operation without a body takes nothing, or an object without members. */
const NOTHING = z.strictObject({});

type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; reply: Reply };

async function bodyOf(ctx: Context, { method, upload, body, mostBytes }: Route): Promise<Body> {
  if (body) return readBody(ctx, body, mostBytes);
  if (upload || method === 'GET') return { ok: true, value: undefined };
  const read = await readBody(ctx, NOTHING, mostBytes);
  return read.ok ? { ok: true, value: undefined } : read;
}

async function readBody(
  ctx: Context,
  schema: NonNullable<Route['body']>,
  mostBytes: number | undefined,
): Promise<Body> {
  const read = await readJson(ctx, mostBytes);
  if (!read.ok) return { ok: false, reply: bodyProblem(read.reason) };
  const judged = validate(schema, read.value);
  return judged.ok ? judged : { ok: false, reply: faults('The body', judged.errors) };
}

const faults = (what: string, errors: readonly ProblemError[]): Reply => {
  const [first] = errors;
  const where = first?.path ? `${what}: ${first.path}` : what;
  return problem('invalid', `${where} ${first?.message ?? ''}.`, errors);
};
