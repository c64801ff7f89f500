import type { RequestListener } from 'node:http';
import type { ControlDeps } from '../control/index.js';
import type { Address } from './address.js';

const load = () => import('light-my-request');

/** Requests to this very server from within, by one of its handlers and under its public host: no socket is opened. */
export function injected(handler: () => RequestListener, address: Address): ControlDeps['inject'] {
  let library: ReturnType<typeof load> | undefined;
  return async ({ method, url, headers, body }) => {
    const { inject } = await (library ??= load());
    const { host } = new URL(address.base());
    const response = await inject(handler(), {
      method,
      url,
      headers: { host, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    }).catch(hungUp);
    if (!response) return { status: 0, headers: {}, body: '' };
    return {
      status: response.statusCode,
      headers: headersOf(response.headers),
      body: response.payload,
    };
  };
}

/** A connection that ended without an answer, as a fault may wish. */
function hungUp(error: unknown): undefined {
  if ((error as { readonly code?: unknown }).code !== 'LIGHT_ECONNRESET') throw error;
}

/** Numbers, which Node allows in a header, as text. */
const headersOf = (
  headers: Readonly<Record<string, number | string | readonly string[] | undefined>>,
): Readonly<Record<string, string | readonly string[] | undefined>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'number' ? String(value) : value,
    ]),
  );
