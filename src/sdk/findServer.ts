import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../platform/config/environment.js';
import { ok, refused, type Result } from '../platform/result.js';

/** What a caller may say of the server; the rest is found. */
export interface ServerAddress {
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly sandbox?: string | undefined;
}

/** A server and the sandbox in it that the calls are about. */
export interface Server {
  /** Base address of the sandbox, without a slash at its end. */
  readonly base: string;
  readonly token: string | undefined;
  /** Whether the caller named it; one that only the data folder names may be long gone. */
  readonly named: boolean;
}

/** `usage` is the caller's mistake, `absent` says that nothing names a server. Details hold the sentence. */
export type NoServer = 'usage' | 'absent';

/** What a header can carry (RFC 6750 section 2.1). */
const TOKEN = /^[\x21-\x7e]{1,512}$/;
const SANDBOX = /^[a-z0-9][a-z0-9-]{0,30}$/;

/** What is said, then STANDIN_URL, STANDIN_TOKEN and STANDIN_SANDBOX, then `server.json` in the data folder (contract section 1). */
export function findServer(said: ServerAddress): Result<Server, NoServer> {
  const env = environment();
  const url = said.url ?? (env['STANDIN_URL'] || undefined);
  const sandbox = said.sandbox ?? (env['STANDIN_SANDBOX'] || undefined);
  const token = said.token ?? (env['STANDIN_TOKEN'] || undefined);
  const mistake = mistakeIn(url, token, sandbox);
  if (mistake !== undefined) return refused('usage', { sentence: mistake });
  const file = join(env['STANDIN_DATA'] || './data', 'server.json');
  const kept = url === undefined ? readServerFile(file) : undefined;
  const base = url ?? kept?.base_url;
  if (base === undefined)
    return refused('absent', {
      sentence: `no server is named and ${file} is not there; name one (STANDIN_URL=http://localhost:4545), or start one with: standin start`,
    });
  return ok({
    base: inSandbox(base, sandbox),
    token: token ?? kept?.control_token,
    named: url !== undefined,
  });
}

function mistakeIn(
  url: string | undefined,
  token: string | undefined,
  sandbox: string | undefined,
): string | undefined {
  if (url !== undefined && !isWeb(url)) return `${url} is no http or https address`;
  if (token !== undefined && !TOKEN.test(token))
    return 'the token has characters that a token cannot have';
  return sandbox === undefined || SANDBOX.test(sandbox)
    ? undefined
    : 'a sandbox id is 1 to 31 lower-case letters, digits and dashes';
}

const isWeb = (url: string): boolean =>
  URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** The base address of a sandbox, of any address of its server. */
export function inSandbox(url: string, sandbox: string | undefined): string {
  const base = url.replace(/\/+$/, '');
  if (sandbox === undefined) return base;
  const outside = base.replace(/\/s\/[^/]+$/, '');
  return sandbox === 'default' ? outside : `${outside}/s/${sandbox}`;
}

interface ServerFile {
  readonly base_url?: string;
  readonly control_token?: string;
}

/** Not there or not readable is the same: there is no server to find. */
function readServerFile(file: string): ServerFile | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null ? content : undefined;
  } catch {
    return undefined;
  }
}
