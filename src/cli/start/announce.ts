import type { Config } from '../../platform/config/index.js';
import { PROFILES } from '../../oidc/index.js';

export interface ServerFacts {
  readonly baseUrl: string;
  readonly irsUrl: string | undefined;
  readonly database: string;
}

/** The last line of start-up; with --json one line that programs read. */
export function announce(
  config: Config,
  { baseUrl, irsUrl, database }: ServerFacts,
  ms: number,
): void {
  if (config.json) {
    const issuers = Object.fromEntries(PROFILES.map(({ id, issuer }) => [id, issuer(baseUrl)]));
    const control_url = `${baseUrl}/control/v1`;
    const line = {
      base_url: baseUrl,
      irs_url: irsUrl,
      control_url,
      issuers,
      database,
      pid: process.pid,
      ms,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return;
  }
  if (!config.quiet && irsUrl !== undefined)
    process.stdout.write(`the simulated IRS is at ${irsUrl}\n`);
  process.stdout.write(`standin ready at ${baseUrl} in ${ms} ms\n`);
}
