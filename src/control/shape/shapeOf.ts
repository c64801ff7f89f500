import {
  assuranceScope,
  NAMING_STYLES,
  needsVerification,
  POLICY_CLAIMS,
  policyClaimsIn,
  toldBy,
  type Levels,
  type NamingStyle,
} from '../../assurance/index.js';
import type { UserinfoFormat } from '../../partners/index.js';
import type { Result } from '../../platform/result.js';
import { ok } from '../../platform/result.js';
import { readToken, type Held, type Unreadable } from './readToken.js';
import { writingOf, type Writing } from './writing.js';

/** What a token looks like, without any value of it. */
export interface Shape {
  readonly levels: Levels & { readonly ial: 1 | 2 };
  /** The policy that everybody knows for these levels. */
  readonly usualHandle: string;
  /** Words of the token's scope that may be handles. */
  readonly scopes: readonly string[];
  /** Undefined when the claims are of several styles. */
  readonly naming: NamingStyle | undefined;
  readonly userinfo: UserinfoFormat | undefined;
  readonly claims: readonly (Writing & { readonly name: string })[];
  /** Names that no policy here can release. */
  readonly unknown: readonly string[];
  /** How many members have names that are not repeated, since they look like data. */
  readonly unnamed: number;
}

/** Claims of the protocol: who, for whom, when. */
const PROTOCOL = new Set([
  ...['iss', 'sub', 'aud', 'iat', 'exp', 'nbf', 'jti', 'nonce', 'azp', 'sid', 'scope'],
  ...['at_hash', 'c_hash', 's_hash', 'auth_time', 'acr', 'amr'],
]);

/** A name, and nothing that could be somebody's number. */
const isName = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name) && !/\d{4}/.test(name);

/** Looks at a token once; whatever it said is gone when this returns. */
export function shapeOf(text: string): Result<Shape, Unreadable> {
  const held = readToken(text);
  return held.ok ? ok(redacted(held.value)) : held;
}

function redacted({ members, userinfo }: Held): Shape {
  const names = Object.keys(members);
  const others = names.filter((name) => !PROTOCOL.has(name) && !POLICY_CLAIMS.includes(name));
  const claims = POLICY_CLAIMS.filter((name) => Object.hasOwn(members, name)).map((name) => ({
    name,
    ...writingOf(members[name]),
  }));
  return {
    ...levelsIn(members),
    scopes: typeof members['scope'] === 'string' ? members['scope'].split(' ').slice(0, 50) : [],
    naming: namingOf(claims),
    ...{ userinfo, claims },
    unknown: others.filter(isName),
    unnamed: others.filter((name) => !isName(name)).length,
  };
}

const CLASSIC = 'http://idmanagement.gov/ns/assurance/loa/3';
/** What a verified identity has where no level is told. */
const PROOFED = ['ssn', 'birthdate'];

/** As ID.me's relying parties read levels, which may be absent where the claims tell. */
function levelsIn(members: Held['members']): Pick<Shape, 'levels' | 'usualHandle'> {
  const { credential_ial, level_of_assurance, credential_aal, multifactor } = members;
  const said = credential_ial ?? level_of_assurance;
  const told = Object.keys(members).map((name) => toldBy(name) ?? '');
  const proofed =
    told.some(needsVerification) ||
    (said === undefined
      ? told.some((claim) => PROOFED.includes(claim))
      : [2, '2', 3, '3', 'classic_loa3'].includes(said as string | number));
  const second = proofed || Number(credential_aal) >= 2 || multifactor === true;
  const levels = { ial: proofed ? 2 : 1, aal: second ? 2 : 1 } as const;
  return { levels, usualHandle: said === 'classic_loa3' ? CLASSIC : assuranceScope(levels) };
}

/** The first style that has every claim that says something of the person, and writes dates so. */
const namingOf = (claims: Shape['claims']): NamingStyle | undefined =>
  NAMING_STYLES.find((style) =>
    claims
      .filter(({ name }) => !['email', undefined].includes(toldBy(name)))
      .every(
        ({ name, format }) =>
          policyClaimsIn(style).includes(name) &&
          (name !== 'birthdate' || format === 'MM/DD/YYYY' || format === undefined),
      ),
  );
