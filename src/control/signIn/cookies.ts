import type { CookieJar } from '../../oidc/index.js';

/** Cookies between requests, as a browser keeps them. */
export interface Cookies extends CookieJar {
  /** That of the provider's session alone, to go on with in another call. */
  session(): string | undefined;
  sessionId(): string | undefined;
}

const isSession = (name: string): boolean => name.endsWith('_session');

/** A jar with what a Cookie header says. */
export function createCookies(header = ''): Cookies {
  const jar = new Map(header.split(/; */).filter(Boolean).map(pairOf));
  const session = () => [...jar].find(([name]) => isSession(name));
  return {
    get: (name) => jar.get(name),
    set: (name, value) => (value ? jar.set(name, value) : jar.delete(name)),
    session: () => session()?.join('='),
    sessionId: () => session()?.[1],
  };
}

function pairOf(pair: string): readonly [string, string] {
  const cut = pair.indexOf('=');
  return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()];
}
