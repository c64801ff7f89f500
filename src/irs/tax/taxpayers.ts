import { readFileSync } from 'node:fs';
import type { Taxpayer } from './taxpayer.js';
import { inventTaxpayer } from './taxpayer.js';

/** A taxpayer written by hand, found by e-mail address or by verified name, both in lower case. */
export interface KnownTaxpayer extends Taxpayer {
  readonly emails: readonly string[];
  readonly names: readonly string[];
}

export type FindTaxpayer = (who: {
  readonly sub: string;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}) => Taxpayer;

/** Finds who was written by hand; anybody else gets an invented file, the same one at every visit. */
export const createTaxpayers =
  (known: readonly KnownTaxpayer[]): FindTaxpayer =>
  ({ sub, email, name }) =>
    known.find(({ emails }) => email !== undefined && emails.includes(email)) ??
    known.find(({ names }) => name !== undefined && names.includes(name.toLowerCase())) ??
    inventTaxpayer(email ?? name ?? sub);

/** Reads the taxpayers written by hand, a JSON file. */
export const readTaxpayers = (file: string): readonly KnownTaxpayer[] =>
  JSON.parse(readFileSync(file, 'utf8')) as readonly KnownTaxpayer[];
