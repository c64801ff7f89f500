import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import Provider, { interactionPolicy } from 'oidc-provider';

/** How the provider answers the next sign-ins; a test changes it as it goes. */
export interface Behaviour {
  sub: string;
  acr: string;
  claims: Record<string, unknown>;
  error?: { error: string; error_description?: string };
}

export interface TestProvider {
  readonly issuer: string;
  readonly behaviour: Behaviour;
  register(irsUrl: string): void;
  close(): Promise<void>;
}

export const CLIENT = { clientId: 'irs', clientSecret: 'a secret of the test, long enough' };
export const CASCADIA_CLIENT = { clientId: 'cascadia', clientSecret: 'another secret, as long' };

/** A real oidc-provider that signs in whoever `behaviour` names, at the level it names, without a page. */
export async function startTestProvider(behaviour: Behaviour): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  let redirectBase = 'http://localhost:1';

  const build = () => {
    const provider = new Provider(issuer, configuration(behaviour, key, redirectBase));
    const callback = provider.callback();
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
      const { error, sub, acr } = behaviour;
      const result = error ?? { login: { accountId: sub, acr, amr: ['pwd', 'otp'] } };
      void provider.interactionFinished(request, response, { ...result });
    });
  };
  return {
    issuer,
    behaviour,
    register(irsUrl) {
      redirectBase = irsUrl;
      build();
    },
    close: () => closed(server),
  };
}

function configuration(behaviour: Behaviour, key: object, irs: string): Configuration {
  const { base, Check } = interactionPolicy;
  const policy = base();
  // Every request passes the "sign-in page" once, so that each answer is the behaviour of its moment.
  policy.get('login')?.checks.add(
    new Check('always', 'signs in at every request', (ctx: KoaContextWithOIDC) => {
      const { result } = ctx.oidc as { result?: { login?: unknown } };
      return result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  return {
    clients: [
      { ...CLIENT, base: irs },
      { ...CASCADIA_CLIENT, base: `${irs}/cascadia` },
    ].map(({ clientId, clientSecret, base: site }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [`${site}/callback`],
      post_logout_redirect_uris: [`${site}/`],
    })),
    jwks: { keys: [key] },
    cookies: { keys: ['test'] },
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      email: ['email'],
      profile: ['given_name', 'family_name'],
      address: ['address'],
      phone: ['phone_number'],
      identity: ['birthdate', 'ial', 'aal'],
      ssn: ['ssn'],
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = form;
        },
      },
    },
    interactions: { policy, url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...behaviour.claims }),
    }),
    loadExistingGrant: async (ctx) => {
      const { provider, client, session, requestParamScopes } = ctx.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope([...requestParamScopes].join(' '));
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Grant: 600,
      Session: 600,
      Interaction: 60,
    },
  };
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
