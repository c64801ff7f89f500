import { bodyParser } from '@koa/bodyparser';
import type { Context, Middleware } from 'koa';
import type { FormFields } from './fields.js';

/** Reads a URL-encoded form of at most 64 kB; every field is one text. */
export const readForm: Middleware = bodyParser({
  enableTypes: ['form'],
  formLimit: '64kb',
  onError: (_error, ctx) => ctx.throw(413, 'form_too_large'),
});

/** The posted fields; of a repeated field the last, unless `all` is asked. */
export function formOf(ctx: Context): FormFields {
  const body = (ctx.request as { body?: unknown }).body;
  const raw = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const listed = (name: string): readonly string[] =>
    [raw[name]].flat().filter((value) => typeof value === 'string');
  return {
    get: (name, most = MOST_CHARACTERS) => (listed(name).at(-1) ?? '').slice(0, most),
    all: (name) =>
      listed(name)
        .slice(0, MOST_VALUES)
        .map((value) => value.slice(0, MOST_CHARACTERS)),
  };
}

const MOST_CHARACTERS = 2000;
const MOST_VALUES = 50;
