import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { SandboxId } from '../platform/ids.js';
import type { SubscriberAccount } from './account.js';
import { consentsOnce } from './consentsOnce.js';
import { covers, type FactsDeps } from './facts.js';
import type { Consent } from './ports.js';
import type { Profile } from './profiles/index.js';
import { optionsOf } from './profileOptions.js';
import { noteGrant } from './readAhead.js';
import { askedBy, claimsParameter, FIRST_PARTY_CLIENT } from './request.js';

/**
 * The grant that a remembered consent stands for, or undefined when the person has to be asked. A session keeps one grant for
 * each client; it is saved again only when the request asks for more than it held.
 */
export async function grantFor(
  { consents, clock }: Pick<FactsDeps, 'consents' | 'clock'>,
  { sandbox, profile }: { readonly sandbox: SandboxId; readonly profile: Profile },
  ctx: KoaContextWithOIDC,
): Promise<Grant | undefined> {
  const { oidc } = ctx;
  const subscriber = (oidc.account as SubscriberAccount | undefined)?.subscriber;
  const client = oidc.client;
  if (!subscriber || !client || !oidc.params) return undefined;
  const firstParty = client.clientId === FIRST_PARTY_CLIENT;
  const consent = firstParty
    ? undefined
    : await consentsOnce(consents, ctx).find(sandbox, subscriber.uuid, client.clientId);
  const params = askedBy(profile.id, oidc.params, optionsOf(client));
  if (!firstParty && !(consent && covers(consent, params, subscriber, clock.now()))) {
    return undefined;
  }
  const known = oidc.session?.grantIdFor(client.clientId);
  const kept = known ? await oidc.provider.Grant.find(known) : undefined;
  if (kept && oidc.session) noteGrant(oidc.session.jti, client.clientId, kept.jti);
  const own = kept?.accountId === subscriber.uuid ? kept : undefined;
  const grant =
    own ?? new oidc.provider.Grant({ accountId: subscriber.uuid, clientId: client.clientId });
  if (fill(grant, ctx, consent, profile) || !own) await grant.save();
  return grant;
}

/** Adds what is requested and agreed; true when the grant grew. */
function fill(
  grant: Grant,
  ctx: KoaContextWithOIDC,
  consent: Consent | undefined,
  profile: Profile,
): boolean {
  const before = JSON.stringify([grant.openid, grant.rejected]);
  grant.addOIDCScope([...ctx.oidc.requestParamScopes].join(' '));
  const { id_token, userinfo } = claimsParameter(ctx.oidc.params ?? {});
  const claims = [...Object.keys(id_token ?? {}), ...Object.keys(userinfo ?? {})];
  if (claims.length > 0) grant.addOIDCClaims(claims);
  Object.assign(grant, { rejected: undefined }); // what is ticked again counts again
  const rejected = consent?.rejected ?? [];
  // A client's grant serves every profile, and each has its names.
  const names = [...rejected, ...rejected.flatMap((claim) => profile.claims?.named(claim) ?? [])];
  if (names.length > 0) grant.rejectOIDCClaims(names);
  return before !== JSON.stringify([grant.openid, grant.rejected]);
}
