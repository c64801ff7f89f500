import type { RequestListener } from 'node:http';
import { API_PATH } from '../control/index.js';
import type { Config } from '../platform/config/index.js';
import type { AskControl } from '../web/index.js';
import type { Address } from './address.js';
import { injected } from './injected.js';

/** The control API for the pages of operators, from within: what a page does, test code could have done by the same rules. */
export function askControl(
  handler: () => RequestListener,
  address: Address,
  { controlToken }: Pick<Config, 'controlToken'>,
): AskControl {
  const inject = injected(handler, address);
  const headers = {
    'content-type': 'application/json',
    ...(controlToken !== '' && { authorization: `Bearer ${controlToken}` }),
  };
  return async ({ prefix }, path, body) => {
    const url = `${prefix}${API_PATH}${path}`;
    const sent = body && { body: JSON.stringify(body) };
    const reply = await inject({ method: sent ? 'POST' : 'GET', url, headers, ...sent });
    return { ok: reply.status < 300, body: JSON.parse(reply.body) as never };
  };
}
