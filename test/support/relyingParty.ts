import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oidc from 'openid-client';

/** What the app says on the page on which a sign-in ended. */
export interface AppPage {
  /** Claims of the userinfo endpoint, once the code was redeemed and the ID token validated. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly error?: string;
}

/** Somebody's app: one HTTP server that signs people in at any issuer where it is registered as `client`. */
export interface RelyingParty {
  readonly client: {
    readonly client_id: string;
    readonly client_secret: string;
    readonly redirect_uris: readonly [string];
  };
  /** Where a person begins to sign in. */
  signInUrl(issuer: string, scope: string): string;
  close(): Promise<unknown>;
}

interface Visit {
  readonly issuer: string;
  readonly state: string;
  readonly verifier: string;
}

/** Its sign-ins are remembered by a cookie of each browser, as an app's are. The secret is the same at every issuer. */
export async function startRelyingParty(): Promise<RelyingParty> {
  const client = { client_id: 'app', client_secret: 'a secret of the tests, long enough' };
  const visits = new Map<string, Visit>();
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const home = `http://localhost:${(server.address() as AddressInfo).port}`;
  const redirect_uri = `${home}/callback`;
  const providers = new Map<string, Promise<oidc.Configuration>>();

  const providerAt = (issuer: string): Promise<oidc.Configuration> => {
    const known = providers.get(issuer) ?? discover(issuer, client);
    providers.set(issuer, known);
    return known;
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', home);
    if (url.pathname === '/signin') return leave(url.searchParams, response);
    if (url.pathname === '/callback') return say(response, await welcome(url, visitOf(request)));
    response.writeHead(404).end();
  }

  async function leave(asked: URLSearchParams, response: ServerResponse): Promise<void> {
    const issuer = asked.get('issuer') ?? '';
    const [id, state, verifier] = [randomUUID(), oidc.randomState(), oidc.randomPKCECodeVerifier()];
    visits.set(id, { issuer, state, verifier });
    const location = oidc.buildAuthorizationUrl(await providerAt(issuer), {
      ...{ redirect_uri, state, scope: asked.get('scope') ?? 'openid' },
      ...{ code_challenge: await oidc.calculatePKCECodeChallenge(verifier) },
      code_challenge_method: 'S256',
    });
    response.writeHead(302, { location: location.href, 'set-cookie': `visit=${id}; HttpOnly` });
    response.end();
  }

  const visitOf = ({ headers }: IncomingMessage): Visit | undefined =>
    visits.get(/visit=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '');

  async function welcome(back: URL, visit: Visit | undefined): Promise<AppPage> {
    if (!visit) return { error: 'nobody of this browser left to sign in' };
    const provider = await providerAt(visit.issuer);
    const checks = { pkceCodeVerifier: visit.verifier, expectedState: visit.state };
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, back, checks);
      const subject = tokens.claims()?.sub ?? '';
      return { claims: await oidc.fetchUserInfo(provider, tokens.access_token, subject) };
    } catch (error) {
      if (error instanceof oidc.AuthorizationResponseError) return { error: error.error };
      return { error: String(error) };
    }
  }

  return {
    client: { ...client, redirect_uris: [redirect_uri] },
    signInUrl: (issuer, scope) =>
      `${home}/signin?${new URLSearchParams({ issuer, scope }).toString()}`,
    close() {
      server.closeAllConnections();
      return once(server.close(), 'close');
    },
  };
}

const say = (response: ServerResponse, page: AppPage): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
};

const discover = (
  issuer: string,
  { client_id, client_secret }: { readonly client_id: string; readonly client_secret: string },
): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(issuer), client_id, client_secret, undefined, {
    // oxlint-disable-next-line typescript/no-deprecated -- marked so as a warning; the tests' issuer is on loopback
    execute: [oidc.allowInsecureRequests],
  });
