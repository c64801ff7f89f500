import type { IncomingHttpHeaders } from 'node:http';
import { safeEqual } from '../../platform/secrets.js';
import { problem } from './problem.js';
import type { Reply } from './reply.js';

/** Who may call. Without `token` the API is open, which is for a server that only this machine reaches. */
export interface AccessRules {
  readonly token?: string | undefined;
  /** Names (without port) under which this server may be addressed, besides the loopback ones. */
  readonly hosts: () => readonly string[];
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Judges a request before anything is read of it; undefined lets it pass.
 * Open: the Host must be one of ours (else a page could reach us by a name that it points here, DNS rebinding) and a
 * browser must have been sent by our own pages (Origin, Fetch Metadata). Otherwise a bearer token (RFC 6750 section 2.1).
 */
export function checkAccess(
  headers: IncomingHttpHeaders,
  { token, hosts }: AccessRules,
): Reply | undefined {
  if (token !== undefined) return checkToken(headers.authorization, token) ?? checkOrigin(headers);
  const host = hostnameOf(`http://${headers.host ?? ''}`);
  if (host === undefined || !(LOOPBACK.includes(host) || hosts().includes(host))) {
    return problem('forbidden', 'The Host header names none of the addresses of this server.');
  }
  return checkOrigin(headers);
}

function checkToken(authorization: string | undefined, token: string): Reply | undefined {
  const given = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(authorization ?? '')?.[1];
  if (given !== undefined && safeEqual(given, token)) return undefined;
  return problem('unauthorized', 'Send the token as "Authorization: Bearer <token>".', [], {
    'www-authenticate': 'Bearer realm="standin control"',
  });
}

/** Every page elsewhere is a stranger, also one on another port of this host. */
function checkOrigin(headers: IncomingHttpHeaders): Reply | undefined {
  const site = headers['sec-fetch-site'];
  const { origin, host } = headers;
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const foreignOrigin = origin !== undefined && hostOf(origin) !== host?.toLowerCase();
  return foreignSite || foreignOrigin
    ? problem('forbidden', 'Pages of other sites may not call the control API.')
    : undefined;
}

const hostOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).host : undefined;

const hostnameOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).hostname : undefined;
