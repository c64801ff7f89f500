import type { Context } from 'koa';

/** Aborted when the caller has left, or was answered. */
export function goneSignal({ res }: Context): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return gone.signal;
}
