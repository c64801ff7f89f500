import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import type { SandboxId } from '../platform/ids.js';
import { basicIn } from './basic.js';
import { SECRETS } from './clientSecrets.js';
import type { ClientStore, Presented } from './ports.js';

/** Member of the metadata of a client that was adopted and has not authenticated yet, seen by the provider alone. */
export const FIRST_CONTACT = 'standin_first_contact';

type Metadata = Readonly<Record<string, unknown>>;

const SECRET = /^[\x20-\x7e]{1,512}$/;

/**
 * The metadata of a client, as it stands at this moment: one that waits for its first token call is whatever that call says
 * it is. Everywhere else it has a secret that nobody can know.
 */
export function asPresented(metadata: Metadata): Metadata {
  if (metadata[FIRST_CONTACT] !== true) return metadata;
  const ctx = Provider.ctx;
  const seen = ctx?.oidc.route === 'token' ? presentedIn(ctx) : undefined;
  if (!seen) return metadata;
  return {
    ...metadata,
    token_endpoint_auth_method: seen.method,
    ...(seen.secret === undefined
      ? { client_secret: undefined, [SECRETS]: undefined }
      : { client_secret: seen.secret, [SECRETS]: [{ value: seen.secret }] }),
  };
}

/** A client without a secret has to prove by PKCE that it is the one that asked (RFC 7636 section 1). */
function presentedIn({ headers, oidc }: KoaContextWithOIDC): Presented | undefined {
  const params = (oidc.params ?? {}) as Readonly<Record<string, unknown>>;
  const posted = params['client_secret'];
  if (typeof posted === 'string') return withSecret('client_secret_post', posted);
  if (headers.authorization !== undefined)
    return withSecret('client_secret_basic', basicIn(headers.authorization)?.secret);
  const proves = params['code_verifier'] !== undefined || params['grant_type'] === 'refresh_token';
  return proves && params['client_assertion'] === undefined ? { method: 'none' } : undefined;
}

const withSecret = (
  method: 'client_secret_basic' | 'client_secret_post',
  secret: string | undefined,
): Presented | undefined =>
  secret !== undefined && SECRET.test(secret) ? { method, secret } : undefined;

/** After a token call that was answered: what the client authenticated with is its credential from now on. */
export function pinAtFirstCall(clients: ClientStore, sandbox: SandboxId) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const { oidc } = ctx as { readonly oidc?: KoaContextWithOIDC['oidc'] };
    if (oidc?.route !== 'token' || ctx.status !== 200) return;
    const client = oidc.client as (Metadata & { readonly clientId: string }) | undefined;
    const seen = client?.[FIRST_CONTACT] === true ? presentedIn(ctx) : undefined;
    if (client && seen) await clients.pin(sandbox, client.clientId, seen);
  };
}
