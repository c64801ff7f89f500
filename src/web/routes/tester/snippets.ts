import type { Profile, ProfileId } from '../../../oidc/index.js';
import type { Runs, Snippet } from '../../pages/landingView.js';

export interface AppFacts {
  readonly base: string;
  readonly profile: Profile;
  readonly runs: Runs;
  readonly clientId: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/** What a first request asks for, in the words of its profile. */
const ASKS: Readonly<Record<ProfileId, { readonly scope: string; readonly acrValues?: string }>> = {
  standard: { scope: 'openid profile email' },
  idme: { scope: 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2' },
  logingov: { scope: 'openid email', acrValues: 'urn:acr.login.gov:auth-only' },
};

/** The host's name inside a container; Docker Desktop knows it, on Linux `--add-host` does. */
const HOST = 'host.docker.internal';

/** What to put where, for an application that runs there. */
export function settingsOf(facts: AppFacts): readonly Snippet[] {
  const { runs } = facts;
  return [
    ...(runs === 'here' ? [] : [{ name: 'server' as const, text: SERVER[runs](facts) }]),
    { name: 'env', text: environment(facts) },
    { name: 'node', text: node(facts) },
    { name: 'curl', text: curl(facts) },
  ];
}

/** Nobody has a secret where the code knows its client. */
const hasSecret = ({ profile }: AppFacts): boolean => !profile.codeKnowsClient;

/** The server, by the name that the application's back channel finds it by. */
const backChannel = ({ base, runs }: AppFacts): string =>
  runs === 'docker'
    ? new URL(base).origin.replace(/\/\/(?:localhost|127\.0\.0\.1)(?=[:/]|$)/, `//${HOST}`)
    : base;

function environment(facts: AppFacts): string {
  const { base, profile, clientId, secret, redirectUri, runs } = facts;
  const lines = [
    `OIDC_ISSUER=${profile.issuer(base)}`,
    ...(runs === 'docker' ? [`OIDC_BACK_CHANNEL=${backChannel(facts)}`] : []),
    `OIDC_CLIENT_ID=${clientId}`,
    ...(hasSecret(facts) ? [`OIDC_CLIENT_SECRET=${secret}`] : []),
    `OIDC_REDIRECT_URI=${redirectUri}`,
  ];
  return lines.join('\n');
}

/** openid-client 6; what stays on one machine goes without TLS. */
function node(facts: AppFacts): string {
  const { runs, profile } = facts;
  const { scope, acrValues } = ASKS[profile.id];
  const moved = `{
    execute: [client.allowInsecureRequests],
    // the same issuer, by the name that it has in a container
    [client.customFetch]: (url, init) => fetch(url.replace(new URL(OIDC_ISSUER).origin, OIDC_BACK_CHANNEL), init),
  }`;
  const keyed = hasSecret(facts);
  const names = [
    ...['OIDC_ISSUER', ...(runs === 'docker' ? ['OIDC_BACK_CHANNEL'] : []), 'OIDC_CLIENT_ID'],
    ...(keyed ? ['OIDC_CLIENT_SECRET'] : []),
  ];
  const secret = keyed ? 'OIDC_CLIENT_SECRET' : 'undefined';
  const method = keyed ? 'ClientSecretBasic(OIDC_CLIENT_SECRET)' : 'None()';
  const more =
    acrValues === undefined
      ? ''
      : `
  acr_values: '${acrValues}',
  nonce: client.randomNonce(),`;
  return `import * as client from 'openid-client';

const { ${names.join(', ')}, OIDC_REDIRECT_URI } = process.env;
const config = await client.discovery(new URL(OIDC_ISSUER), OIDC_CLIENT_ID, ${secret},
  client.${method}, ${runs === 'docker' ? moved : '{ execute: [client.allowInsecureRequests] }'});

const codeVerifier = client.randomPKCECodeVerifier();
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: OIDC_REDIRECT_URI,
  scope: '${scope}',${more}
  code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: 'S256',
  state: client.randomState(), // keep it with the verifier until the answer comes
});`;
}

/** The first request of an application, up to the address at which a person would sign in. */
function curl({ base, profile, clientId, redirectUri }: AppFacts): string {
  const { scope, acrValues } = ASKS[profile.id];
  const more =
    acrValues === undefined
      ? ''
      : ` -d nonce=first-nonce-of-my-application \\
  --data-urlencode 'acr_values=${acrValues}'`;
  return `curl -sS -o /dev/null -w '%{http_code} %{redirect_url}\\n' -G '${base}${profile.paths.authorization}' \\
  --data-urlencode 'client_id=${clientId}' \\
  --data-urlencode 'redirect_uri=${redirectUri}' \\
  --data-urlencode 'scope=${scope}' \\
  -d response_type=code -d state=first-request-of-my-application${more} \\
  -d code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM -d code_challenge_method=S256`;
}

/** How the server itself is started there. */
const SERVER: Readonly<Record<Exclude<Runs, 'here'>, (facts: AppFacts) => string>> = {
  docker: (facts) => `# the server on the host, which containers reach by another name
STANDIN_INTERNAL_URLS=${backChannel(facts)} standin start --host 0.0.0.0 --public-url ${new URL(facts.base).origin}
# the application's container
docker run --add-host ${HOST}:host-gateway --env-file .env my-app`,
  ci: ({ base, clientId, secret, redirectUri }) => `# one step before the tests
export STANDIN_CONFIG_INLINE='
clients:
  - client_id: ${clientId}
    client_secret: ${secret}
    redirect_uris: ["${redirectUri}"]
'
npx standin start --ephemeral --port ${new URL(base).port || '4545'} --no-irs &
curl --silent --fail --retry 20 --retry-connrefused --retry-delay 1 --output /dev/null ${base}/readyz`,
};
