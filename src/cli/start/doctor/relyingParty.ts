import { readFileSync, statSync } from 'node:fs';
import { discoveryAt } from './issuer.js';
import { hint, ill, well, type Finding } from './finding.js';

const MOST_BYTES = 1_000_000;
const MOST_ISSUERS = 10;
const TIMEOUT_MS = 10_000;
const NAME = 'relying party';

/** Whether the configuration of an application (a file or a URL) trusts this server, or another test system, as an issuer. */
export async function examineRelyingParty(
  source: string,
  own: readonly string[],
): Promise<readonly Finding[]> {
  const text = await readSource(source);
  if (text === undefined)
    return [ill(NAME, `${source} cannot be read`, 'name a file, or a URL, of at most 1 MB')];
  const mentions = mentionsIn(text);
  const ours = mentions.filter(({ url }) => own.some((address) => isSame(url, address)));
  const others = mentions
    .filter((mention) => mention.isIssuer && !ours.includes(mention))
    .slice(0, MOST_ISSUERS);
  const tests = await Promise.all(
    others.map(async (mention) => ({ mention, told: await discoveryOf(mention.url) })),
  );
  const found = [
    ...ours.map((mention) => trusts(source, mention, 'this test system')),
    ...tests.flatMap(({ mention, told }) =>
      isTestSystem(told) ? [trusts(source, mention, 'a test system')] : [],
    ),
  ];
  if (found.length > 0) return found;
  const silent = tests.flatMap(({ mention, told }) =>
    typeof told === 'string' && !/^answer /.test(told) ? [unasked(source, mention, told)] : [],
  );
  return silent.length > 0 ? silent : [well(NAME, `${source} trusts no test system`)];
}

const unasked = (source: string, { line, url }: Mention, why: string): Finding =>
  hint(
    NAME,
    `${source}:${line} trusts ${url.origin}, which cannot be asked from here (${why})`,
    'run it again where that answers; a test system says of itself that it is one',
  );

const trusts = (source: string, { line, url }: Mention, what: string): Finding =>
  ill(
    NAME,
    `${source}:${line} trusts ${url.origin}, which is ${what}: whoever reaches it can sign in as anybody`,
    'in production name the real provider alone',
  );

async function readSource(source: string): Promise<string | undefined> {
  try {
    if (/^https?:/.test(source)) {
      const response = await fetch(source, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      const text = response.ok ? await response.text() : undefined;
      return text === undefined || text.length > MOST_BYTES ? undefined : text;
    }
    return statSync(source).size > MOST_BYTES ? undefined : readFileSync(source, 'utf8');
  } catch {
    return undefined;
  }
}

interface Mention {
  readonly line: number;
  readonly url: URL;
  /** Whether the line says that it is somebody who signs people in. */
  readonly isIssuer: boolean;
}

const ISSUER = /issuer|oidc|openid|authorit|discovery|well-known|id[._-]?me|login[._-]?gov|idp/i;

/** Every http(s) address in a configuration of any form, once. */
function mentionsIn(text: string): readonly Mention[] {
  const found = new Map<string, Mention>();
  for (const [at, words] of text.split('\n').entries())
    for (const [address] of words.matchAll(/https?:\/\/[^\s"'`<>,;(){}\\]+/g)) {
      if (!URL.canParse(address) || found.has(address)) continue;
      found.set(address, { line: at + 1, url: new URL(address), isIssuer: ISSUER.test(words) });
    }
  return [...found.values()];
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');

/** The same host and port; every loopback name is this machine. */
function isSame(url: URL, address: string): boolean {
  const own = new URL(address);
  const sameHost =
    url.hostname === own.hostname || (LOOPBACK.test(url.hostname) && LOOPBACK.test(own.hostname));
  return sameHost && portOf(url) === portOf(own);
}

type Told = Awaited<ReturnType<typeof discoveryAt>>;

const discoveryOf = (url: URL): Promise<Told> =>
  discoveryAt(url.href.replace(/\/\.well-known\/.*$/, ''));

/** Standin says in its discovery document what it is, in every profile. */
const isTestSystem = (told: Told): boolean =>
  typeof told === 'object' && told.standin_test_system === true;
