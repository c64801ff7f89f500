import type { Context } from 'koa';
import { Readable } from 'node:stream';

/** What a handler answers. A body that is not bytes, text or a stream goes out as JSON. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const answer = (status: number, body?: unknown): Reply => ({ status, body });

/** Writes a reply; nothing of this API may be kept by a cache. */
export function send(ctx: Context, { status, body, type, headers = {} }: Reply): void {
  ctx.status = status;
  ctx.set({ 'cache-control': 'no-store', ...headers });
  if (body === undefined) {
    ctx.body = null;
    ctx.status = status;
    return;
  }
  const raw = typeof body === 'string' || Buffer.isBuffer(body) || body instanceof Readable;
  ctx.body = raw ? body : JSON.stringify(body);
  ctx.type = type ?? 'application/json';
}
