import type { Context, Next } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** As much as the library takes of a form. */
const MOST_BYTES = 56 * 1024;

type Read = KoaContextWithOIDC['req'] & { body?: string };

/** Token calls may be JSON, which the library is handed as the form that it knows. */
export function takeJson(path: string) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.path !== path || ctx.method !== 'POST' || !ctx.is('application/json')) return next();
    const form = formOf(await readAll(ctx));
    if (!form) return refuse(ctx);
    (ctx.req as Read).body = form.toString();
    ctx.req.headers['content-type'] = 'application/x-www-form-urlencoded';
    return next();
  };
}

/** Undefined when there is more than is taken. */
async function readAll(ctx: Context): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The texts and numbers of a JSON object as a form. */
function formOf(text: string | undefined): URLSearchParams | undefined {
  try {
    const json: unknown = JSON.parse(text ?? '');
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(json))
      if (typeof value === 'string' || typeof value === 'number') form.set(name, String(value));
    return form;
  } catch {
    return undefined;
  }
}

function refuse(ctx: Context): void {
  ctx.status = 400;
  ctx.set('Cache-Control', 'no-store');
  ctx.body = {
    error: 'invalid_request',
    error_description: 'failed to parse the request body',
  };
}
