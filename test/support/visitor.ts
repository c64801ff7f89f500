/** What a browser ends up with: a page of the provider, or the address at which it left for somewhere else. */
export interface Visit {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
  readonly left?: URL;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly attributes: string;
}

/** As much of a browser as redirects, cookies with paths and forms need. Leaves when an address is not the provider's. */
export interface Visitor {
  readonly cookies: Cookie[];
  get(url: string): Promise<Visit>;
  post(url: string, fields: Readonly<Record<string, string>> | URLSearchParams): Promise<Visit>;
  /** Fills the page's form and sends it, hidden fields and ticked boxes included. */
  submit(page: Visit, fields: object, testForm?: string): Promise<Visit>;
  /** One request without following redirects. */
  send(url: string, init?: RequestInit): Promise<Response>;
}

const MOST_REDIRECTS = 12;

export function createVisitor(home: string): Visitor {
  const cookies: Cookie[] = [];
  const { origin } = new URL(home);

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookie = cookies.filter(({ path }) => isBelow(new URL(url).pathname, path));
    if (cookie.length > 0)
      headers.set('cookie', cookie.map(({ name, value }) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    response.headers.getSetCookie().forEach((line) => keep(cookies, line));
    return response;
  }

  async function arrive(url: string, init: RequestInit = {}): Promise<Visit> {
    let at = url;
    let response = await send(at, init);
    for (let i = 0; i < MOST_REDIRECTS; i++) {
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status >= 400) break;
      const next = new URL(location, at);
      const { status, headers } = response;
      if (next.origin !== origin) return { status, headers, url: at, html: '', left: next };
      at = next.href;
      response = await send(at);
    }
    const { status, headers } = response;
    return { status, headers, url: at, html: await response.text() };
  }

  const post: Visitor['post'] = (url, fields) =>
    arrive(url, { method: 'POST', body: new URLSearchParams(fields), headers: { origin } });

  return {
    cookies,
    send,
    get: (url) => arrive(url),
    post,
    submit(page, fields) {
      const form = formOf(page.html, Object.keys(fields));
      const own = new Set(Object.keys(fields));
      const body = new URLSearchParams(form.values.filter(([name]) => !own.has(name)));
      for (const [name, value] of Object.entries(fields))
        if (typeof value === 'string') body.append(name, value);
      return post(new URL(form.action, page.url).href, body);
    },
  };
}

const isBelow = (path: string, parent: string): boolean =>
  parent === '/' || path === parent || path.startsWith(parent.replace(/\/?$/, '/'));

function keep(cookies: Cookie[], line: string): void {
  const [pair = '', ...rest] = line.split(/;\s*/);
  const cut = pair.indexOf('=');
  const path = rest.find((each) => /^path=/i.test(each))?.slice(5) ?? '/';
  const cookie = {
    ...{ name: pair.slice(0, cut), value: pair.slice(cut + 1), path },
    attributes: rest.join('; '),
  };
  const known = cookies.findIndex((each) => each.name === cookie.name && each.path === path);
  if (known >= 0) cookies.splice(known, 1);
  const expires = rest.find((each) => /^expires=/i.test(each));
  if (expires === undefined || Date.parse(expires.slice(8)) > Date.now()) cookies.push(cookie);
}

/** The form that has the named fields, else the first that posts. */
function formOf(html: string, wanted: readonly string[]) {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].filter(([, tag = '']) =>
    /method="post"/i.test(tag),
  );
  const named = forms.find(([, , body = '']) =>
    wanted.some((name) => body.includes(`name="${name}"`)),
  );
  const [, tag = '', body = ''] = named ?? forms[0] ?? [];
  const values = [...body.matchAll(/<input\b[^>]*>/g)]
    .map(([input]) => input)
    .filter((input) => !/type="checkbox"/.test(input) || / checked/.test(input))
    .map((input): [string, string] => [attribute(input, 'name'), attribute(input, 'value')])
    .filter(([name]) => name !== '');
  return { action: attribute(tag, 'action'), values };
}

const attribute = (tag: string, name: string): string =>
  (new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&');
