import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerFacts } from './announce.js';

const fileIn = (data: string): string => join(data, 'server.json');

/** Says in the data folder where the server is, so that other verbs find it (contract section 1). */
export function rememberServer(
  data: string,
  { baseUrl, internalUrl, irsUrl, controlToken }: ServerFacts,
): void {
  // Verbs on this machine need not trust a certificate.
  const base = internalUrl ?? baseUrl;
  const content = {
    base_url: base,
    ...(internalUrl !== undefined && { public_url: baseUrl }),
    irs_url: irsUrl,
    control_url: `${base}/control/v1`,
    control_token: controlToken?.token,
    pid: process.pid,
  };
  mkdirSync(data, { recursive: true, mode: 0o700 });
  forget(data); // the mode counts for a new file alone
  writeFileSync(fileIn(data), `${JSON.stringify(content)}\n`, { mode: 0o600 });
}

export interface RememberedServer {
  readonly base_url: string;
  /** Where browsers reach it, when that is elsewhere. */
  readonly public_url?: string;
  readonly pid: number;
}

/** The server that says it uses this folder; it may have died without a word. */
export function rememberedServer(data: string): RememberedServer | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(data), 'utf8')) as RememberedServer;
  } catch {
    return undefined;
  }
}

/** Forgets this process; another that was started since on the same folder (and PostgreSQL) stays remembered. */
export function forgetServer(data: string): void {
  if (rememberedServer(data)?.pid === process.pid) forget(data);
}

const forget = (data: string): void => rmSync(fileIn(data), { force: true });
