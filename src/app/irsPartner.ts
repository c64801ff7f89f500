import type { Partners } from '../partners/index.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import type { Result } from '../platform/result.js';

export const IRS_CLIENT = 'irs';

/** The most that it asks for: a verified identity with everything that a tax record names. */
export const IRS_SCOPE =
  'openid profile email address phone identity ssn http://idmanagement.gov/ns/assurance/ial/2/aal/2';

/** Registers the bundled partner, or brings its addresses up to date when it listens elsewhere than last time. */
export async function registerIrs(
  partners: Partners,
  irsBase: string,
  secret: string,
): Promise<void> {
  expectOk(
    await partners.registerPartner(DEFAULT_SANDBOX, { id: 'irs', name: 'IRS (simulated)' }),
    'taken',
  );
  const metadata = {
    client_name: 'IRS online services (simulated)',
    redirect_uris: [`${irsBase}/callback`],
    post_logout_redirect_uris: [`${irsBase}/`],
    token_endpoint_auth_method: 'client_secret_basic' as const,
  };
  const profileOptions = { initiate_login_uri: `${irsBase}/login` };
  const draft = {
    ...{ clientId: IRS_CLIENT, clientSecret: secret, partner: 'irs' },
    ...{ metadata, profileOptions },
  };
  const registered = await partners.registerClient(DEFAULT_SANDBOX, draft);
  if (registered.ok) return;
  expectOk(registered, 'taken');
  expectOk(await partners.changeClient(DEFAULT_SANDBOX, IRS_CLIENT, { metadata, profileOptions }));
}

function expectOk(result: Result<unknown, string>, ...unless: readonly string[]): void {
  if (!result.ok && !unless.includes(result.reason)) {
    throw new Error(`the simulated IRS could not be registered: ${result.reason}`);
  }
}
