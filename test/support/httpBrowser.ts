import { once } from 'node:events';
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export interface HttpPage {
  readonly status: number;
  /** As the browser shows it, or of the relying party to which it left. */
  readonly url: URL;
  readonly html: string;
  /** The last part of the address: `signin`, `document` ... */
  readonly name: string;
  readonly left: boolean;
}

/** Cookies, redirects and forms: as much of a browser as the journey needs. `via` is the process that is really asked. */
export interface HttpBrowser {
  via(base: string): void;
  get(url: string | URL): Promise<HttpPage>;
  post(url: string | URL, body: Body): Promise<HttpPage>;
}

const MOST_REDIRECTS = 12;

/** A browser profile of its own. It stops where an address is not below `base`, without going there. */
export function createHttpBrowser(base: string): HttpBrowser {
  const cookies = new Map<string, string>();
  const { origin, host } = new URL(base);
  let process = base;

  async function send(url: URL, body?: Body): Promise<Answered> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    // Host stays what the browser says: so a load balancer hands it on, whichever process it chooses
    const headers = { host, ...(cookie && { cookie }), ...(body && { origin }) };
    const answer = await ask(new URL(url.pathname + url.search, process), headers, body);
    for (const line of answer.setCookie) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }

  async function arrive(start: string | URL, body?: Body): Promise<HttpPage> {
    let url = new URL(start, base);
    let answer = await send(url, body);
    for (let i = 0; i < MOST_REDIRECTS && answer.location !== undefined; i++) {
      url = new URL(answer.location, url);
      if (url.origin !== origin) return pageAt(url, answer.status, '', true);
      answer = await send(url);
    }
    return pageAt(url, answer.status, answer.text, false);
  }

  return { via: (address) => (process = address), get: (url) => arrive(url), post: arrive };
}

type Body = URLSearchParams | FormData;

interface Answered {
  readonly status: number;
  readonly location: string | undefined;
  readonly setCookie: readonly string[];
  readonly text: string;
}

/** One request on a connection of its own. `fetch` would put the address's host in place of the one that is wished. */
async function ask(address: URL, headers: OutgoingHttpHeaders, body?: Body): Promise<Answered> {
  const encoded = body && new Response(body);
  const type = encoded?.headers.get('content-type');
  const method = body ? 'POST' : 'GET';
  const sending = request(address, {
    ...{ method, agent: false },
    headers: { ...headers, ...(type && { 'content-type': type }) },
  });
  sending.end(encoded && Buffer.from(await encoded.arrayBuffer()));
  const [answer] = (await once(sending, 'response')) as [IncomingMessage];
  const { location, 'set-cookie': setCookie = [] } = answer.headers;
  return { status: answer.statusCode ?? 0, location, setCookie, text: await text(answer) };
}

const pageAt = (url: URL, status: number, html: string, left: boolean): HttpPage => ({
  ...{ url, status, html, left },
  name: url.pathname.split('/').at(-1) ?? '',
});
