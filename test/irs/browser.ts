/** A page as a browser ends up at it. */
export interface Visit {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
  /** Every address passed on the way, the first request's included. */
  readonly path: readonly string[];
}

export interface Browser {
  /** The cookies an origin left behind, as a Cookie header. */
  cookies(url: string): string;
  get(url: string, options?: { readonly follow?: boolean }): Promise<Visit>;
  post(
    url: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Visit>;
}

const MOST_REDIRECTS = 12;

/** As much of a browser as redirects, forms and cookies need; cookies are kept per origin. */
export function createBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string) => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  const cookies = (url: string) =>
    [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const jar = jarOf(url);
    const cookie = cookies(url);
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const cut = pair.indexOf('=');
      const isGone = /expires=Thu, 01 Jan 1970/i.test(line);
      if (isGone) jar.delete(pair.slice(0, cut));
      else jar.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    return response;
  };

  const arrive = async (start: string, init: RequestInit, follow = true): Promise<Visit> => {
    const path = [start];
    let response = await send(start, init);
    for (let i = 0; follow && i < MOST_REDIRECTS; i++) {
      const location = response.headers.get('location');
      if (!location || response.status < 300 || response.status >= 400) break;
      path.push(new URL(location, path.at(-1)).href);
      response = await send(path.at(-1) ?? start, {});
    }
    const html = await response.text();
    const { status, headers } = response;
    return { status, headers, html, path, url: path.at(-1) ?? start };
  };

  return {
    cookies,
    get: (url, { follow = true } = {}) => arrive(url, {}, follow),
    post: (url, fields, headers = { origin: new URL(url).origin }) =>
      arrive(url, { method: 'POST', body: new URLSearchParams(fields), headers }),
  };
}
