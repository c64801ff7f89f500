import type { Client } from '../../control/index.js';
import { request, type Answer, type Call } from '../api.js';
import type { Server } from '../findServer.js';
import { facts } from '../table.js';

interface Issuers {
  readonly issuers: Readonly<Record<string, string>>;
}

/** A client as the API answers it, and the issuers at which it can be used. */
export type ClientSettings = Client & Issuers;

/** Sends a call that answers a client, and asks the server for its issuers. */
export async function settingsOf(server: Server, call: Call): Promise<Answer<ClientSettings>> {
  const client = await request<Client>(server, call);
  if (!client.ok) return client;
  const about = await request<Issuers>(server, { method: 'GET', path: '/' });
  return about.ok ? { ok: true, value: { ...client.value, issuers: about.value.issuers } } : about;
}

/** What a relying party needs, under the names its library knows. */
export const settingsText = ({ issuers, ...client }: ClientSettings): string => {
  const { standard, ...others } = issuers;
  return facts({
    issuer: standard,
    discovery: standard && discoveryOf(standard),
    client_id: client.client_id,
    client_secret: client.client_secret,
    token_endpoint_auth_method: client.token_endpoint_auth_method,
    redirect_uris: client.redirect_uris,
    post_logout_redirect_uris: client.post_logout_redirect_uris,
    client_name: client.client_name,
    partner: client.partner,
    ...Object.fromEntries(
      Object.entries(others).map(([profile, issuer]) => [`issuer of profile ${profile}`, issuer]),
    ),
  });
};

/** Where the discovery document of an issuer is (OpenID Connect Discovery 1.0 section 4). */
export const discoveryOf = (issuer: string): string =>
  `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
