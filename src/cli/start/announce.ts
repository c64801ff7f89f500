import type { ControlToken } from '../../app/controlToken.js';
import type { Config } from '../../platform/config/index.js';
import { issuersOf } from './issuers.js';

export interface ServerFacts {
  readonly baseUrl: string;
  readonly irsUrl: string | undefined;
  readonly database: string;
  readonly controlToken: ControlToken | undefined;
  /** For programs on this machine, where the base URL speaks TLS with a certificate of its own (`--lan`). */
  readonly internalUrl?: string | undefined;
}

/** The last line of start-up; with --json one line that programs read. */
export function announce(config: Config, facts: ServerFacts, ms: number): void {
  const { baseUrl, irsUrl, internalUrl, database, controlToken } = facts;
  if (config.json) {
    const line = {
      base_url: baseUrl,
      irs_url: irsUrl,
      internal_url: internalUrl,
      control_url: `${baseUrl}/control/v1`,
      control_token: controlToken?.token,
      issuers: issuersOf(baseUrl),
      database,
      pid: process.pid,
      ms,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return;
  }
  if (controlToken) process.stdout.write(tokenLines(baseUrl, controlToken));
  if (!config.quiet && irsUrl !== undefined)
    process.stdout.write(`the simulated IRS is at ${irsUrl}\n`);
  process.stdout.write(`standin ready at ${baseUrl} in ${ms} ms\n`);
}

/** A token that was made is told once, also when quiet: without it nobody could use the API. */
function tokenLines(baseUrl: string, { token, origin, file }: ControlToken): string {
  if (origin === 'given') return '';
  if (origin === 'kept') return `the control API asks for the token in ${file ?? ''}\n`;
  return [
    `the control API asks for this token, which is told once: ${token}`,
    'send it as Authorization: Bearer <token>; the verbs of standin take it from STANDIN_TOKEN',
    `mailbox and people, in a browser: ${baseUrl}/console?token=${token}`,
    '',
  ].join('\n');
}
