import type { Context, Next } from 'koa';

/** ID.me's keys say `algorithm` where RFC 7517 says `alg`; some of its relying parties pick keys by it. Both are stated. */
export function nameAlgorithms(path: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (ctx.path !== path || ctx.status !== 200) return;
    const { keys } = ctx.body as { readonly keys: readonly Record<string, unknown>[] };
    ctx.body = { keys: keys.map((key) => ({ ...key, algorithm: key['alg'] })) };
  };
}
