import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerFacts } from './announce.js';

const fileIn = (data: string): string => join(data, 'server.json');

/** Says in the data folder where the server is, so that other verbs find it (contract section 1). */
export function rememberServer(data: string, { baseUrl, irsUrl }: ServerFacts): void {
  const content = {
    base_url: baseUrl,
    irs_url: irsUrl,
    control_url: `${baseUrl}/control/v1`,
    pid: process.pid,
  };
  writeFileSync(fileIn(data), `${JSON.stringify(content)}\n`, { mode: 0o600 });
}

export const forgetServer = (data: string): void => rmSync(fileIn(data), { force: true });
