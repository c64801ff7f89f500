import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { SandboxId } from '../platform/ids.js';
import type { SubscriberAccount } from './account.js';
import { covers } from './facts.js';
import type { Consent, ConsentStore } from './ports.js';
import { claimsParameter, FIRST_PARTY_CLIENT } from './request.js';
import type { Clock } from '../platform/clock.js';

/**
 * The grant that a remembered consent stands for, or undefined when the person has to be asked. A session keeps one grant for
 * each client; it is saved again only when the request asks for more than it held.
 */
export async function grantFor(
  { consents, clock }: { readonly consents: ConsentStore; readonly clock: Clock },
  sandbox: SandboxId,
  ctx: KoaContextWithOIDC,
): Promise<Grant | undefined> {
  const { oidc } = ctx;
  const subscriber = (oidc.account as SubscriberAccount | undefined)?.subscriber;
  const client = oidc.client;
  if (!subscriber || !client || !oidc.params) return undefined;
  const firstParty = client.clientId === FIRST_PARTY_CLIENT;
  const consent = firstParty
    ? undefined
    : await consents.find(sandbox, subscriber.uuid, client.clientId);
  if (!firstParty && !(consent && covers(consent, oidc.params, subscriber, clock.now()))) {
    return undefined;
  }
  const known = oidc.session?.grantIdFor(client.clientId);
  const kept = known ? await oidc.provider.Grant.find(known) : undefined;
  const own = kept?.accountId === subscriber.uuid ? kept : undefined;
  const grant =
    own ?? new oidc.provider.Grant({ accountId: subscriber.uuid, clientId: client.clientId });
  if (fill(grant, ctx, consent) || !own) await grant.save();
  return grant;
}

/** Adds what is requested and agreed; true when the grant grew. */
function fill(grant: Grant, ctx: KoaContextWithOIDC, consent: Consent | undefined): boolean {
  const before = JSON.stringify([grant.openid, grant.rejected]);
  grant.addOIDCScope([...ctx.oidc.requestParamScopes].join(' '));
  const { id_token, userinfo } = claimsParameter(ctx.oidc.params ?? {});
  const claims = [...Object.keys(id_token ?? {}), ...Object.keys(userinfo ?? {})];
  if (claims.length > 0) grant.addOIDCClaims(claims);
  if (consent && consent.rejected.length > 0) grant.rejectOIDCClaims([...consent.rejected]);
  return before !== JSON.stringify([grant.openid, grant.rejected]);
}
