import { errors, Provider, type Adapter } from 'oidc-provider';
import type { Params } from './profiles/profile.js';

/** No client id has a space: what stands for the client that a code was given to, in a token call that does not name it. */
const UNNAMED = 'holder of the code';

/** Parameters of the token call at hand, if it is one. */
export function tokenCall(): Params | undefined {
  const { route, params } = Provider.ctx?.oidc ?? {};
  return route === 'token' ? (params as Params | undefined) : undefined;
}

/** Lets a token call go on that names no client: the code says whose it is (`fromCode`). */
export function nameHolder(params: Params): void {
  if (params['client_assertion'] === undefined && params['code'] !== undefined)
    params['client_id'] ??= UNNAMED;
}

/**
 * The id of the client that makes the token call at hand, where the code knows it, and the redirect URI that it was asked for with:
 * a profile's token calls may name neither (RFC 6749 section 4.1.3 asks for both). Throws where nothing proves who redeems the code:
 * neither an assertion nor a verifier of its challenge (RFC 7636).
 */
export async function fromCode(codes: Adapter, clientId: string): Promise<string> {
  const params = tokenCall();
  const code = params?.['code'];
  if (!params || code === undefined) return clientId;
  const payload = (await codes.find(code)) ?? undefined;
  const unnamed = clientId === UNNAMED;
  if (unnamed) params['client_id'] = payload?.clientId;
  if (unnamed && !payload) throw new errors.InvalidGrant('authorization code not found');
  if (payload && payload.codeChallenge === undefined && params['client_assertion'] === undefined)
    throw new errors.InvalidRequest('no client authentication mechanism provided');
  params['redirect_uri'] = payload?.redirectUri ?? params['redirect_uri'] ?? UNNAMED;
  return unnamed ? (payload?.clientId ?? clientId) : clientId;
}
