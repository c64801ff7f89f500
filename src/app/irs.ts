import { createIrs, readTaxpayers } from '../irs/index.js';
import type { Config } from '../platform/config/index.js';
import type { Logger } from '../platform/logger.js';
import type { App } from '../app.js';
import { addressFor } from './listen.js';
import type { Lan } from './lan.js';
import { CASCADIA_CLIENT, IRS_CLIENT, registerBundled } from './bundledPartners.js';
import { PATHS } from './paths.js';

export interface RunningIrs {
  readonly url: string;
  /** Makes both known to the provider; call it once the provider's address is known. */
  register(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the simulated IRS, with Cascadia Benefits below it, on its own port: the next one, unless said, and a free one beside a free one. */
export async function startIrs(
  app: App,
  providerPort: number,
  config: Config,
  { logger, lan }: { readonly logger: Logger; readonly lan?: Lan | undefined },
): Promise<RunningIrs> {
  const port = config.irsPort >= 0 ? config.irsPort : config.port === 0 ? 0 : providerPort + 1;
  const irs = createIrs({
    issuer: config.publicUrl === '' ? addressFor(config.host, providerPort) : config.publicUrl,
    discoveredAt: lan
      ? addressFor('localhost', lan.innerPort)
      : config.internalUrls.find((url) => url === addressFor('localhost', providerPort)),
    certificate: lan?.certificate,
    baseUrl: baseUrlOf(config, port),
    trustProxy: config.trustProxy === 'on',
    clientId: IRS_CLIENT,
    clientSecret: app.partnerSecrets[IRS_CLIENT],
    cascadia: {
      clientId: CASCADIA_CLIENT,
      clientSecret: app.partnerSecrets[CASCADIA_CLIENT],
    },
    cookieSecret: app.irsCookieSecret,
    viewsDir: PATHS.irsViews,
    taxpayers: readTaxpayers(PATHS.taxpayers),
    report: (error) => logger.error({ err: error }, 'the simulated IRS failed'),
  });
  const hosts = config.host === 'localhost' ? undefined : [config.host];
  const url = await irs.listen(port, hosts).catch(async (error: unknown) => {
    await irs.close(); // one of two addresses may be taken
    throw error;
  });
  return {
    url,
    register: () => registerBundled(app.partners, url, app.partnerSecrets),
    close: () => irs.close(),
  };
}

/** As configured. Where the provider has a public name over TLS of this process's own, the IRS has it, too. */
function baseUrlOf(config: Config, port: number): string | undefined {
  const { lan, host, publicUrl, irsPublicUrl } = config;
  if (irsPublicUrl !== '') return irsPublicUrl;
  if (port === 0) return undefined;
  return lan ? `https://${new URL(publicUrl).hostname}:${port}` : addressFor(host, port);
}
