import { join } from 'node:path';
import type { Lan } from '../../../app/lan.js';
import { isPublic, type Config } from '../../../platform/config/index.js';
import { ok, refused, type Result } from '../../../platform/result.js';
import { freePair } from '../freePort.js';
import { certificateFile, certificateFor } from './certificate.js';
import { networkAddress } from './networkAddress.js';

/** A configuration for everybody in the network, over TLS. */
export interface OnLan extends Lan {
  readonly config: Config;
  /** The certificate, for programs that are to trust it; undefined when nothing is kept. */
  readonly certificateFile: string | undefined;
}

/**
 * Binds the network: the issuer is the https address by which others reach this machine, and programs on the machine itself may use
 * a second one without TLS. Refused (the reason is a sentence) where there is no network, or strangers would come in.
 */
export async function settleLan(config: Config): Promise<Result<OnLan, string>> {
  const given = config.host !== 'localhost';
  const host = given ? config.host : networkAddress();
  if (host === undefined)
    return refused(
      'this machine has no address in a network; join one, name one with --host, or start without --lan',
    );
  const port = config.port === 0 ? await freePair() : config.port;
  const innerPort = await freePair();
  const publicUrl = config.publicUrl || `https://${host}:${port}`;
  if (!publicUrl.startsWith('https:'))
    return refused('--lan speaks TLS, so --public-url must begin with https://');
  if (config.gate === '' && isPublic(publicUrl))
    return refused(
      `STANDIN_GATE is required (user:password) because ${publicUrl} is public: strangers must not take a test system for a real one`,
    );
  const folder = config.ephemeral ? undefined : join(config.data, 'lan');
  const hosts = [...new Set([new URL(publicUrl).hostname, host, 'localhost', '127.0.0.1'])];
  return ok({
    certificate: await certificateFor(hosts, folder),
    certificateFile: folder === undefined ? undefined : certificateFile(folder),
    innerPort,
    config: {
      ...config,
      ...{ host: given ? host : '0.0.0.0', port, publicUrl },
      irsPort: config.irsPort === 0 ? await freePair() : config.irsPort,
      internalUrls: [...config.internalUrls, `http://localhost:${innerPort}`],
    },
  });
}
