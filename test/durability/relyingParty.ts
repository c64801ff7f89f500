import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { createHttpBrowser, type HttpBrowser } from '../support/httpBrowser.js';
import { createJourney, type Journey, type Traveller } from '../support/journeyHttp.js';

export const REDIRECT_URI = 'http://localhost:3999/callback';
export const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';

export interface Client {
  readonly client_id: string;
  readonly client_secret: string;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
}

/** An answer of the token endpoint. */
export interface Grant {
  readonly status: number;
  readonly body: Tokens & { readonly error?: string };
}

/** What a program says to one process of a deployment over HTTP. `base` is the deployment's address, `at` the process's. */
export type Caller = ReturnType<typeof createCaller>;

export function createCaller(base: string, at = base) {
  async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${at}/control/v1${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async function token(
    client: Client,
    parameters: Readonly<Record<string, string>>,
  ): Promise<Grant> {
    const credentials = Buffer.from(`${client.client_id}:${client.client_secret}`);
    const response = await fetch(`${at}/connect/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials.toString('base64')}` },
      body: new URLSearchParams(parameters),
    });
    return { status: response.status, body: (await response.json()) as Grant['body'] };
  }

  return {
    base,
    at,
    control,
    client: (name: string): Promise<Client> =>
      control('POST', '/clients', { client_name: name, redirect_uris: [REDIRECT_URI] }),
    redeem: (client: Client, code: string) =>
      token(client, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI }),
    refresh: (client: Client, refreshToken: string) =>
      token(client, { grant_type: 'refresh_token', refresh_token: refreshToken }),
    async subjectAt(accessToken: string): Promise<unknown> {
      const response = await fetch(`${at}/connect/userinfo`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      const body = (await response.json()) as { readonly sub?: string };
      return response.ok ? body.sub : body;
    },
    async jwks(): Promise<JSONWebKeySet> {
      return (await (await fetch(`${at}/connect/jwks`)).json()) as JSONWebKeySet;
    },
    /** The newest code that was sent to an address or a phone. */
    async codeFor(to: string): Promise<string> {
      const query = new URLSearchParams({ to, wait: '20' });
      const { items } = await control<{ items: { codes: string[] }[] }>(
        'GET',
        `/messages?${query.toString()}`,
      );
      return items.flatMap(({ codes }) => codes).at(-1) ?? '';
    },
    authorizeUrl: (client: Client, wishes: Readonly<Record<string, string>>) =>
      `${base}/connect/authorize?${new URLSearchParams({
        ...{ client_id: client.client_id, redirect_uri: REDIRECT_URI, response_type: 'code' },
        ...wishes,
      }).toString()}`,
    /** Begins a sign-in that ends with a refresh token. */
    journey(client: Client, traveller: Traveller, acr?: string, browser?: HttpBrowser): Journey {
      const own = browser ?? createHttpBrowser(base);
      own.via(at);
      const wishes = { scope: 'openid email offline_access', prompt: 'consent' };
      const request = this.authorizeUrl(client, { ...wishes, ...(acr && { acr_values: acr }) });
      return createJourney({ browser: own, traveller, request, codeFor: this.codeFor });
    },
    /** What the session and the remembered consent of a browser are worth: a code, or an error (Core 3.1.2.1, prompt=none). */
    async silently(client: Client, browser: HttpBrowser): Promise<URLSearchParams> {
      const request = this.authorizeUrl(client, { scope: 'openid email', prompt: 'none' });
      return (await browser.get(request)).url.searchParams;
    },
  };
}

export const codeIn = (left: URL): string => {
  const code = left.searchParams.get('code');
  if (code === null) throw new Error(`left without a code: ${left.href}`);
  return code;
};

/** Throws unless a key of the set signed the token. */
export const verifyIdToken = (jwks: JSONWebKeySet, idToken: string, issuer: string) =>
  jwtVerify(idToken, createLocalJWKSet(jwks), { issuer });
