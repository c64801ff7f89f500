import type { KoaContextWithOIDC } from 'oidc-provider';

/** More than the library takes itself. */
const MOST_BYTES = 56 * 1024;

/** A posted form, read before the library does, which then takes what was read. One that is too large is left to refuse itself. */
export async function formOf(ctx: KoaContextWithOIDC): Promise<URLSearchParams> {
  const { req } = ctx as unknown as { req: KoaContextWithOIDC['req'] & { body?: string } };
  const length = Number(ctx.get('Content-Length') || 0);
  if (!ctx.is('application/x-www-form-urlencoded') || length > MOST_BYTES)
    return new URLSearchParams();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) ctx.throw(413, 'form_too_large');
    chunks.push(chunk);
  }
  req.body = Buffer.concat(chunks).toString('utf8');
  return new URLSearchParams(req.body);
}
