import type { Faulty } from './faultyRequest.js';

/** The answer that a browser takes to the client, in whichever response mode. */
export interface FrontAnswer {
  get(name: string): string | undefined;
  /** Undefined takes it away. */
  set(name: string, value: string | undefined): void;
}

/** What goes to the client with this answer; undefined while the person stays here. */
export function frontAnswer(request: Faulty): FrontAnswer | undefined {
  const { at, ctx } = request;
  const location = ctx.response.get('Location') || '';
  const { oidc } = ctx as { readonly oidc?: Faulty['ctx']['oidc'] };
  const target = oidc?.params?.['redirect_uri'];
  if (at === 'logout') return isAbroad(location, request) ? inAddress(ctx, location) : undefined;
  if (typeof target !== 'string') return undefined;
  if (location.startsWith(target)) return inAddress(ctx, location);
  const { body } = ctx;
  return typeof body === 'string' && oidc?.responseMode === 'form_post' && isForm(body)
    ? inForm(ctx, body)
    : undefined;
}

/** Whether it leads away from here: signed out, and on the way to an address of the client's. */
const isAbroad = (location: string, { provider }: Faulty): boolean =>
  URL.canParse(location) && new URL(location).origin !== new URL(provider.issuer).origin;

/** In query or fragment. Redirect URIs have no fragment of their own (RFC 6749 section 3.1.2). */
function inAddress(ctx: Faulty['ctx'], location: string): FrontAnswer {
  const [before = '', fragment] = location.split('#');
  const [address = '', query = ''] = before.split('?');
  const params = new URLSearchParams(fragment ?? query);
  const kept = fragment !== undefined && query !== '' ? `?${query}` : '';
  return {
    get: (name) => params.get(name) ?? undefined,
    set(name, value) {
      if (value === undefined) params.delete(name);
      else params.set(name, value);
      const text = params.toString();
      const mark = fragment === undefined ? '?' : '#';
      ctx.set('Location', `${address}${kept}${text === '' ? '' : mark + text}`);
    },
  };
}

/** Fields of the library's form (OAuth 2.0 Form Post Response Mode). */
const FIELD = /<input type="hidden" name="([^"]*)" value="([^"]*)"\/>/g;
const isForm = (body: string): boolean => body.includes('<title>Submitting Callback</title>');

function inForm(ctx: Faulty['ctx'], body: string): FrontAnswer {
  const fields = new Map(
    [...body.matchAll(FIELD)].map(([, name = '', value = '']) => [name, value]),
  );
  return {
    get: (name) => fields.get(name),
    set(name, value) {
      if (value === undefined) fields.delete(name);
      else fields.set(name, escaped(value));
      const inputs = [...fields].map(
        ([field, text]) => `<input type="hidden" name="${field}" value="${text}"/>`,
      );
      const [head = ''] = body.split('<input');
      const tail = body.slice(body.indexOf('<noscript>'));
      ctx.body = `${head}${inputs.join('\n')}\n    ${tail}`;
    },
  };
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
