import { aalOf, ialOf } from '../../../assurance/index.js';
import type { Consent } from '../../../oidc/index.js';
import type { AccountModel } from '../../pages/accountViews.js';
import { maskNumber } from '../../pages/masking.js';
import { brandOn } from '../../partnerLogo.js';
import { placeOf } from '../../requestState.js';
import { activityTexts, ACTIVITY_SHOWN } from './activity.js';
import { isLast } from './authenticators.js';
import type { AccountPagesDeps } from './deps.js';
import type { Visit } from './viewer.js';

/** Everything that the account's front page tells. */
export async function overview(deps: AccountPagesDeps, visit: Visit): Promise<AccountModel> {
  const { ctx, sandbox, session, subscriber, path } = visit;
  const { prefix } = placeOf(ctx);
  const [authenticators, consents, sessions, activity] = await Promise.all([
    deps.authenticators.list(sandbox, subscriber.id),
    deps.consents.list(sandbox, subscriber.uuid),
    deps.sessions.list(sandbox, subscriber.uuid),
    deps.activityOf(sandbox, subscriber.id, ACTIVITY_SHOWN),
  ]);
  return {
    ...identityOf(visit, prefix),
    aal: aalOf(session.amr),
    authenticators: authenticators.map(({ id, kind, boundAt, lastUsedAt, left }) => ({
      ...{ kind, addedAt: boundAt, lastUsedAt, left },
      remove:
        kind === 'password' || isLast(authenticators, id)
          ? undefined
          : path(`authenticators/${encodeURIComponent(id)}/remove`),
    })),
    addFactor: path('authenticators/new'),
    newCodes: path('recovery-codes'),
    changePassword: path('password'),
    close: path('close'),
    sessions: sessions.map(({ uid, signedInAt, amr }) => ({
      signedInAt,
      aal: aalOf(amr),
      end: uid === session.uid ? undefined : path(`sessions/${encodeURIComponent(uid)}/end`),
    })),
    endOthers: sessions.length > 1 ? path('sessions/end-others') : undefined,
    partners: await Promise.all(consents.map((consent) => connected(deps, visit, consent))),
    activity: await activityTexts(deps, sandbox, activity),
    signOut: `${prefix}/signout`,
  };
}

function identityOf({ subscriber }: Visit, prefix: string) {
  const verification = ialOf(subscriber.verification) === 2 ? subscriber.verification : undefined;
  const { given_name, family_name } = verification?.attributes ?? subscriber.attributes;
  const name = [given_name, family_name].filter(Boolean).join(' ');
  return {
    name: name === '' ? undefined : name,
    email: subscriber.email,
    ial: verification ? (2 as const) : (1 as const),
    verifiedAt: verification?.verifiedAt,
    evidence: (verification?.evidence ?? []).map(({ type, number }) => ({
      key: `account.evidence.${type}`,
      values: { number: number === undefined ? '' : maskNumber(number) },
    })),
    verify: verification ? undefined : `${prefix}/verify`,
  };
}

async function connected(
  { clients }: AccountPagesDeps,
  { ctx, sandbox, path }: Visit,
  { clientId, claims, rejected, givenAt }: Consent,
): Promise<AccountModel['partners'][number]> {
  const client = await clients.find(sandbox, clientId);
  return {
    brand: brandOn(ctx, client?.partner ?? { name: clientId }),
    since: givenAt,
    attributes: claims.filter((claim) => !rejected.includes(claim) && SHOWN.has(claim)),
    revoke: path(`partners/${encodeURIComponent(clientId)}/revoke`),
  };
}

/** Claims that a person would call an attribute of theirs. */
const SHOWN = new Set(['name', 'birthdate', 'email', 'address', 'phone_number', 'ssn']);
