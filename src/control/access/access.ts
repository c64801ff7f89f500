import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxId } from '../../platform/ids.js';
import type { Result } from '../../platform/result.js';
import { ok, refused } from '../../platform/result.js';
import { safeEqual } from '../../platform/secrets.js';
import { problem } from '../http/problem.js';
import type { Reply } from '../http/reply.js';
import { worksIn, type Caller } from './roles.js';

/** Who may call. Without `token` the API is open, which is for a server that only this machine reaches. */
export interface AccessRules {
  /** The operator's own. */
  readonly token?: string | undefined;
  /** Names (without port) under which this server may be addressed, besides the loopback ones. */
  readonly hosts: () => readonly string[];
  /** Who presents a token that was made over the API. */
  readonly callerOf: (token: string) => Promise<Caller | undefined>;
}

/** Names by which a server is asked on its own machine. */
export const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
/** How nearly every request says so, which spares it the parsing. */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/;
const OPEN: Caller = { actor: 'loopback', role: 'admin', sandbox: undefined };
const OPERATOR: Caller = { actor: 'operator', role: 'admin', sandbox: undefined };

export interface Presented {
  readonly headers: IncomingHttpHeaders;
  /** The operator's cookie. */
  readonly cookie: string | undefined;
  readonly sandbox: SandboxId;
}

/**
 * Tells who calls before anything else is read of a request, or why nobody may.
 * Open: the Host must be one of ours (else a page could reach us by a name that it points here, DNS rebinding). Otherwise a
 * bearer token (RFC 6750 section 2.1), or the operator's cookie. A token that is presented counts where none is needed, too.
 * In any case a browser must have been sent by our own pages (Origin, Fetch Metadata).
 */
export async function identify(
  { headers, cookie, sandbox }: Presented,
  rules: AccessRules,
): Promise<Result<Caller, AccessFault>> {
  const open = rules.token === undefined;
  if (open && !namesUs(headers, rules)) return refused('foreign_host');
  if (isForeign(headers)) return refused('foreign_page');
  const given = bearerIn(headers) ?? (open ? undefined : cookie);
  if (given === undefined) return open ? ok(OPEN) : refused('no_token');
  const caller = await presents(given, rules);
  if (!caller) return refused('unknown_token');
  if (worksIn(caller, sandbox)) return ok(caller);
  return refused('elsewhere', { home: caller.sandbox ?? '', asked: sandbox });
}

/** Whether Host is a name of ours; loopback names always are. */
export function namesUs(
  headers: IncomingHttpHeaders,
  { hosts }: Pick<AccessRules, 'hosts'>,
): boolean {
  if (LOOPBACK.test(headers.host ?? '')) return true;
  const url = `http://${headers.host ?? ''}`;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return LOOPBACK_NAMES.includes(host) || hosts().includes(host);
}

/** Who presents this token: the operator, whoever it was made for, or nobody. */
export async function presents(
  given: string,
  { token, callerOf }: Pick<AccessRules, 'token' | 'callerOf'>,
): Promise<Caller | undefined> {
  if (token !== undefined && safeEqual(given, token)) return OPERATOR;
  return callerOf(given);
}

const bearerIn = ({ authorization = '' }: IncomingHttpHeaders): string | undefined =>
  /^Bearer +([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1];

const FAULTS = {
  foreign_host: ['forbidden', 'The Host header names none of the addresses of this server.'],
  foreign_page: ['forbidden', 'Pages of other sites may not call the control API.'],
  no_token: ['unauthorized', 'Send the token as "Authorization: Bearer <token>".'],
  unknown_token: [
    'unauthorized',
    'The token is unknown: it was revoked, belongs to another server, or is mistyped.',
  ],
  elsewhere: ['forbidden', 'The token works in another sandbox alone.'],
} as const;
type AccessFault = keyof typeof FAULTS;

/** A token says itself where it works, so its holder may be told. */
export function accessProblem(
  fault: AccessFault,
  { home, asked }: Readonly<Record<string, string | number>> = {},
): Reply {
  const [kind, detail] = FAULTS[fault];
  const headers = { 'www-authenticate': 'Bearer realm="standin control"' };
  const message = `is not for the sandbox ${asked}`;
  const errors = typeof home === 'string' ? [{ path: '', message, known: [home] }] : [];
  return problem(kind, detail, errors, kind === 'unauthorized' ? headers : {});
}

/** Every page elsewhere is a stranger, also one on another port of this host. */
function isForeign(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  const { origin, host } = headers;
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  return foreignSite || (origin !== undefined && hostOf(origin) !== host?.toLowerCase());
}

const hostOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).host : undefined;
