import type { InjectedResponse } from './inject.js';

/** Cookies between requests, as a browser keeps them; `text` is the header that it begins with. */
export interface Cookies {
  keep(answer: InjectedResponse): void;
  /** As the Cookie header sends them. */
  header(): string;
  /** Those of the provider's session alone, to go on with in another call. */
  session(): string | undefined;
  sessionId(): string | undefined;
}

/** The session's cookie and the signature of it. */
const SESSION = /_session(?:\.sig)?$/;

export function createCookies(text = ''): Cookies {
  const jar = new Map(text.split(/; */).filter(Boolean).map(pairOf));
  const written = (wanted: (name: string) => boolean) =>
    [...jar].flatMap(([name, value]) => (wanted(name) ? [`${name}=${value}`] : [])).join('; ');
  return {
    keep({ headers }) {
      const set = headers['set-cookie'] ?? [];
      for (const line of typeof set === 'string' ? [set] : set) {
        const [name, value] = pairOf(line.split(';')[0] ?? '');
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
    },
    header: () => written(() => true),
    session: () => written((name) => SESSION.test(name)) || undefined,
    sessionId: () => [...jar].find(([name]) => name.endsWith('_session'))?.[1],
  };
}

function pairOf(pair: string): readonly [string, string] {
  const cut = pair.indexOf('=');
  return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()];
}
