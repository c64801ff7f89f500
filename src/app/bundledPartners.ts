import type { Partners } from '../partners/index.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import type { Result } from '../platform/result.js';

export const IRS_CLIENT = 'irs';
export const CASCADIA_CLIENT = 'cascadia-benefits';

/** Of its site, below the simulated IRS' address. */
export const CASCADIA_PATH = '/cascadia';

/** The most that the IRS asks for: a verified identity with everything that a tax record names. */
export const IRS_SCOPE =
  'openid profile email address phone identity ssn http://idmanagement.gov/ns/assurance/ial/2/aal/2';

/** Secrets of the bundled partners' clients, by client id; the same at every start. */
export type PartnerSecrets = Readonly<Record<typeof IRS_CLIENT | typeof CASCADIA_CLIENT, string>>;

export function partnerSecretsFrom(deriveKey: (purpose: string) => Buffer): PartnerSecrets {
  const secretOf = (purpose: string) => deriveKey(purpose).toString('base64url');
  return {
    [IRS_CLIENT]: secretOf('irs client secret'),
    [CASCADIA_CLIENT]: secretOf('cascadia client secret'),
  };
}

interface Bundled {
  readonly partner: { readonly id: string; readonly name: string };
  readonly clientId: keyof PartnerSecrets;
  readonly clientName: string;
  /** Of its site, below the simulated IRS' address. */
  readonly path: string;
}

const BUNDLED: readonly Bundled[] = [
  {
    partner: { id: 'irs', name: 'IRS (simulated)' },
    clientId: IRS_CLIENT,
    clientName: 'IRS online services (simulated)',
    path: '',
  },
  {
    partner: { id: 'cascadia', name: 'Cascadia Benefits (simulated)' },
    clientId: CASCADIA_CLIENT,
    clientName: 'Cascadia Benefits online (simulated)',
    path: CASCADIA_PATH,
  },
];

/** Registers the bundled partners, or brings their addresses up to date when they listen elsewhere than last time. */
export async function registerBundled(
  partners: Partners,
  irsUrl: string,
  secrets: PartnerSecrets,
): Promise<void> {
  for (const bundled of BUNDLED) await register(partners, irsUrl, bundled, secrets);
}

async function register(
  partners: Partners,
  irsUrl: string,
  { partner, clientId, clientName, path }: Bundled,
  secrets: PartnerSecrets,
): Promise<void> {
  expectOk(await partners.registerPartner(DEFAULT_SANDBOX, partner), 'taken');
  const base = irsUrl + path;
  const metadata = {
    client_name: clientName,
    redirect_uris: [`${base}/callback`],
    post_logout_redirect_uris: [`${base}/`],
    token_endpoint_auth_method: 'client_secret_basic' as const,
  };
  const profileOptions = { initiate_login_uri: `${base}/login` };
  const draft = {
    ...{ clientId, clientSecret: secrets[clientId], partner: partner.id },
    ...{ metadata, profileOptions },
  };
  const registered = await partners.registerClient(DEFAULT_SANDBOX, draft);
  if (registered.ok) return;
  expectOk(registered, 'taken');
  expectOk(await partners.changeClient(DEFAULT_SANDBOX, clientId, { metadata, profileOptions }));
}

function expectOk(result: Result<unknown, string>, ...unless: readonly string[]): void {
  if (!result.ok && !unless.includes(result.reason)) {
    throw new Error(`a bundled partner could not be registered: ${result.reason}`);
  }
}
