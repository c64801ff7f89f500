/** An answer, after the redirects within the site. */
export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
  /** Set-Cookie lines of every answer on the way. */
  readonly setCookies: readonly string[];
}

export type Fields = Readonly<Record<string, string | Blob>>;

export interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends the form's own token unless told another; null leaves it out. */
  readonly csrf?: string | null;
  readonly multipart?: boolean;
}

/** Cookies, redirects and the form token: as much of a browser as a form needs. */
export interface HttpBrowser {
  readonly cookies: Map<string, string>;
  get(url: string): Promise<Answer>;
  post(url: string, fields: Fields, options?: PostOptions): Promise<Answer>;
}

const MOST_REDIRECTS = 12;

export function createHttpBrowser(base: string): HttpBrowser {
  const cookies = new Map<string, string>();
  let token = '';

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };

  const arrive = async (start: string, init: RequestInit): Promise<Answer> => {
    let url = new URL(start, base);
    let response = await send(url.href, init);
    const setCookies = [...response.headers.getSetCookie()];
    for (let i = 0; i < MOST_REDIRECTS; i++) {
      const location = response.headers.get('location');
      if (location === null) break;
      url = new URL(location, url);
      response = await send(url.href, {});
      setCookies.push(...response.headers.getSetCookie());
    }
    const html = await response.text();
    token = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? token;
    return { status: response.status, url: url.href, html, headers: response.headers, setCookies };
  };

  return {
    cookies,
    get: (url) => arrive(url, {}),
    post(url, fields, { headers = {}, csrf = token, multipart = false } = {}) {
      const body = multipart ? new FormData() : new URLSearchParams();
      if (csrf !== null) body.append('csrf', csrf);
      for (const [name, value] of Object.entries(fields)) body.append(name, value as string);
      return arrive(url, { method: 'POST', body, headers: { origin: base, ...headers } });
    },
  };
}
