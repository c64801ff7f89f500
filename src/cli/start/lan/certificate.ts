import type {
  JsonGeneralName,
  SubjectAlternativeNameExtension,
  X509Certificate,
} from '@peculiar/x509';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY } from '../../../platform/clock.js';

/** What TLS is spoken with, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Phones refuse what lasts longer than 825 days (Apple's support article HT210176). */
const LIFE = 800 * DAY;
/** Another is made this long before its end. */
const LEFT = 30 * DAY;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * The certificate for these hosts, signed by itself: kept in `folder` (0600) so that browsers ask about it once, or made anew when
 * it is of other hosts or near its end. Without a folder it is made for this run.
 */
export async function certificateFor(
  hosts: readonly string[],
  folder: string | undefined,
): Promise<Certificate> {
  const kept = folder === undefined ? undefined : read(folder);
  if (kept && (await serves(kept.cert, hosts))) return kept;
  const made = await make(hosts);
  if (folder !== undefined) keep(folder, made);
  return made;
}

export const certificateFile = (folder: string): string => join(folder, 'certificate.pem');
const keyFile = (folder: string): string => join(folder, 'key.pem');

function read(folder: string): Certificate | undefined {
  try {
    return {
      cert: readFileSync(certificateFile(folder), 'utf8'),
      key: readFileSync(keyFile(folder), 'utf8'),
    };
  } catch {
    return undefined;
  }
}

function keep(folder: string, { cert, key }: Certificate): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [file, text] of [
    [certificateFile(folder), cert],
    [keyFile(folder), key],
  ] as const) {
    rmSync(file, { force: true }); // the mode counts for a new file alone
    writeFileSync(file, text, { mode: 0o600 });
  }
}

/** Its parts find each other by metadata, which has to be there before it is loaded. */
async function load() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

async function serves(pem: string, hosts: readonly string[]): Promise<boolean> {
  const x509 = await load();
  try {
    const certificate = new x509.X509Certificate(pem);
    const named = namesIn(certificate);
    const lasts = certificate.notAfter.getTime() - Date.now() > LEFT;
    return lasts && hosts.every((host) => named.includes(host));
  } catch {
    return false; // damaged: as good as none
  }
}

/** RFC 5280 section 4.2.1.6. */
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

const namesIn = (certificate: X509Certificate): readonly string[] =>
  certificate
    .getExtension<SubjectAlternativeNameExtension>(SUBJECT_ALTERNATIVE_NAME)
    ?.names.items.map(({ value }) => value) ?? [];

const IP = /^[\d.]+$|:/;
const nameOf = (host: string): JsonGeneralName => ({
  type: IP.test(host) ? 'ip' : 'dns',
  value: host,
});

/** RFC 5280; its own issuer, which no other certificate has. */
async function make(hosts: readonly string[]): Promise<Certificate> {
  const x509 = await load();
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Standin on this network (test system)',
    notBefore: new Date(Date.now() - DAY), // phones' clocks differ
    notAfter: new Date(Date.now() + LIFE),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(hosts.map(nameOf)),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    cert: certificate.toString('pem'),
    key: x509.PemConverter.encode(key, x509.PemConverter.PrivateKeyTag),
  };
}
