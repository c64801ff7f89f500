import type { SandboxId } from '../../../platform/ids.js';
import type { AccountModel } from '../../pages/accountViews.js';
import type { AccountPagesDeps, Activity } from './deps.js';

export const ACTIVITY_SHOWN = 20;

/** What a person is told of what happened, by event; the rest is for the audit stream. */
const TOLD: Readonly<Record<string, string>> = {
  'account.registered': 'registered',
  'account.created': 'registered',
  'account.email_confirmed': 'email_confirmed',
  'account.email_changed': 'email_changed',
  'account.name_changed': 'name_changed',
  'account.address_changed': 'address_changed',
  'account.phone_changed': 'phone_changed',
  'authenticator.bound': 'authenticator_bound',
  'authenticator.unbound': 'authenticator_unbound',
  'authenticator.recovery_code_used': 'recovery_code_used',
  'authenticator.password_reset': 'password_reset',
  'authenticator.failed': 'sign_in_failed',
  'authenticator.clone_suspected': 'clone_suspected',
  'verification.verified': 'verified',
  'verification.declined': 'declined',
  'verification.revoked': 'verification_ended',
  'verification.lapsed': 'verification_ended',
  'consent.given': 'consent_given',
  'consent.revoked': 'consent_revoked',
};

/** Sentences about the events that concern a person. */
export async function activityTexts(
  { clients }: Pick<AccountPagesDeps, 'clients'>,
  sandbox: SandboxId,
  happened: readonly Activity[],
): Promise<AccountModel['activity']> {
  const told = happened.filter(({ type }) => TOLD[type] !== undefined);
  return Promise.all(
    told.map(async ({ type, at, client }) => {
      const partner =
        client === undefined ? '' : ((await clients.find(sandbox, client))?.partner.name ?? client);
      return { at, text: { key: `account.events.${TOLD[type] ?? ''}`, values: { partner } } };
    }),
  );
}
