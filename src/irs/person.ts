import type { Answer } from './identityProvider.js';
import type { Level } from './levels.js';
import { levelOf, reaches } from './levels.js';

/** Who is signed in, as far as the IRS was told. */
export interface Person {
  readonly sub: string;
  readonly level: Level;
  readonly email?: string | undefined;
  /** Only when the identity was verified: a name somebody merely typed is not shown as theirs. */
  readonly name?: string | undefined;
  readonly ssnLastFour?: string | undefined;
  readonly address?: string | undefined;
}

/** Claims that carry a Social Security number, here or at other providers. */
export const SSN_CLAIMS: readonly string[] = ['ssn', 'social_security_number', 'social'];

/**
 * The level that an answer proves: the `acr` of its signed ID token. An `ial` or `aal` claim that says less, wherever it
 * came, lowers it: two statements that disagree are worth the weaker one.
 */
export function achievedLevel({ claims, userinfo }: Answer): Level | undefined {
  const level = levelOf(claims['acr']);
  if (!level) return undefined;
  const stated = (name: string, limit: number) =>
    [claims[name], userinfo[name]].reduce<number>((least, claim) => {
      const value = claim === undefined ? least : Number(claim);
      return Number.isNaN(value) ? 0 : Math.min(least, value);
    }, limit);
  return { ial: stated('ial', level.ial), aal: stated('aal', level.aal) };
}

/**
 * The person of an answer, or undefined when it does not prove the level that was asked for. Nobody is credited with a higher
 * IAL than was asked for: without the attributes that were verified it would open tax records addressed to no one.
 */
export function personOf(answer: Answer): Person | undefined {
  const achieved = achievedLevel(answer);
  if (!achieved || !reaches(achieved, answer.asked)) return undefined;
  const level = { ...achieved, ial: answer.asked.ial };
  const all = { ...answer.userinfo, ...answer.claims };
  const sub = String(answer.claims['sub']);
  const email = text(all['email'])?.toLowerCase();
  if (level.ial < 2) return { sub, level, email };
  return {
    sub,
    level,
    email,
    name: nameIn(all),
    ssnLastFour: ssnLastFour(all),
    address: addressIn(all['address']),
  };
}

type Claims = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const joined = (parts: readonly unknown[], separator: string): string | undefined =>
  parts.filter(text).join(separator) || undefined;

const NAME_CLAIMS = ['given_name', 'middle_name', 'family_name', 'suffix'];

const nameIn = (claims: Claims): string | undefined =>
  joined(
    NAME_CLAIMS.map((name) => claims[name]),
    ' ',
  ) ?? text(claims['name']);

function ssnLastFour(claims: Claims): string | undefined {
  const number = SSN_CLAIMS.map((name) => text(claims[name])).find((value) => value);
  return number?.replaceAll('-', '').slice(-4);
}

function addressIn(claim: unknown): string | undefined {
  if (typeof claim !== 'object' || claim === null) return undefined;
  const { street_address, locality, region, postal_code } = claim as Claims;
  const place = joined([region, postal_code], ' ');
  return joined([street_address, locality, place], ', ');
}
