import { segment } from '../api.js';
import { ask } from '../ask.js';
import { USAGE } from '../exitCodes.js';
import type { ServerFlags } from '../findServer.js';
import { refuse } from '../print.js';
import { choice, does, verb, withServer, type Verb } from '../verb.js';
import { discoveryOf, settingsOf, type ClientSettings } from './clientSettings.js';

interface Flags extends ServerFlags {
  readonly format: string;
  readonly profile: string;
  readonly prefix: string;
}

/** `standin env`: what the application of a client is configured with. */
export const envVerb: Verb = (ended, summary) =>
  does(
    withServer(verb('env <client_id>', summary, 'standin env irs --format dotenv > .env.test'))
      .addOption(choice('--format <format>', 'how', ['dotenv', 'json']).default('dotenv'))
      .option('--profile <profile>', 'whose addresses: standard, idme or logingov', 'standard')
      .option('--prefix <text>', 'what every name begins with', 'OIDC_'),
    ended,
    print,
  );

async function print(id: string, { format, profile, prefix, ...flags }: Flags): Promise<number> {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(prefix)) {
    refuse('--prefix must be letters, digits and underscores, and begin with no digit');
    return USAGE;
  }
  return ask<Variables>(
    { ...flags, json: flags.json === true || format === 'json' },
    async (server) => {
      const client = await settingsOf(server, { method: 'GET', path: `/clients/${segment(id)}` });
      if (!client.ok) return client;
      const issuer = client.value.issuers[profile];
      if (issuer === undefined) return noProfile(profile, client.value);
      return { ok: true, value: variablesOf(spokenAs(profile, client.value), issuer, prefix) };
    },
    dotenv,
  );
}

type Variables = Readonly<Record<string, string>>;

const noProfile = (profile: string, { issuers }: ClientSettings) => ({
  ok: false as const,
  kind: 'refused' as const,
  detail: `there is no profile ${profile}; known: ${Object.keys(issuers).join(', ')}`,
  errors: [],
});

/** Login.gov knows no secrets, and sends people back from signing out to where they sign in. */
function spokenAs(profile: string, client: ClientSettings): ClientSettings {
  if (profile !== 'logingov') return client;
  const { client_secret: _secret, ...others } = client;
  const hasKey = client.certs?.length || client.jwks || client.jwks_uri;
  return {
    ...others,
    token_endpoint_auth_method: hasKey ? 'private_key_jwt' : 'none',
    post_logout_redirect_uris: client.redirect_uris,
  };
}

/** Names as most libraries' guides have them; what the client has not is left out. */
function variablesOf(client: ClientSettings, issuer: string, prefix: string): Variables {
  const settings: Readonly<Record<string, string | undefined>> = {
    ISSUER: issuer,
    DISCOVERY_URL: discoveryOf(issuer),
    CLIENT_ID: client.client_id,
    CLIENT_SECRET: client.client_secret,
    TOKEN_ENDPOINT_AUTH_METHOD: client.token_endpoint_auth_method,
    REDIRECT_URI: client.redirect_uris?.[0],
    POST_LOGOUT_REDIRECT_URI: client.post_logout_redirect_uris?.[0],
    SCOPE: client.scope,
  };
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [[prefix + name, value]],
    ),
  );
}

const dotenv = (variables: Variables): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join('\n');

/** Single quotes keep everything as it is; a value that has one itself goes between double ones. */
function quoted(value: string): string {
  if (/^[\w./:@-]*$/.test(value)) return value;
  return value.includes("'") ? `"${value.replace(/["\\$`]/g, '\\$&')}"` : `'${value}'`;
}
