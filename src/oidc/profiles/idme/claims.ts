import {
  assuranceScope,
  ialOf,
  inStyle,
  levelsOf,
  LEVELS_OF_POLICIES,
  POLICY_CLAIMS,
  policyClaim,
  policyClaimsIn,
  toldBy,
  type Claims,
  type ClaimSource,
  type Levels,
  type NamingStyle,
  type Subscriber,
} from '../../../assurance/index.js';
import { policyNamed, type Policy, type ProfileOptions } from '../../../partners/index.js';
import type { ProfileClaims } from '../profile.js';
import { IDME_POLICIES } from './policies.js';

/** A claim that a request leads to, with the style that its value follows, and whether it takes a verified identity. */
interface Granted {
  readonly name: string;
  readonly style: NamingStyle | undefined;
  readonly proofed: boolean;
}

const asksProofing = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => levelsOf(scope)?.ial === 2);

const isClassic = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => scope.endsWith('/loa/3'));

const isProofed = ({ ial }: Levels, scopes: readonly string[]): boolean =>
  asksProofing(scopes) && ial === 2;

/**
 * The policies that a scope names: the client's own before those that everybody knows. A level that one of its own stands for
 * adds nothing, since requests are spelled out by it.
 */
function policiesIn(
  scopes: readonly string[],
  { policies = {} }: ProfileOptions,
): readonly Policy[] {
  const own = scopes.flatMap((scope) => policyNamed(scope, policies, IDME_POLICIES) ?? []);
  const meant = new Set(own.map(assuranceScope));
  const known = scopes.flatMap((scope) =>
    Object.hasOwn(policies, scope) || meant.has(scope) ? [] : (levelsOf(scope) ?? []),
  );
  const found = [...own, ...known];
  return found.length > 0 ? found : [UNPROOFED];
}

/** What a request is answered by that names no policy. */
const UNPROOFED: Policy = { ial: 1, aal: 1 };

function grantedBy({ ial, claims, naming }: Policy, options: ProfileOptions): readonly Granted[] {
  const style = naming ?? (claims ? undefined : options.naming);
  const proofed = ial === 2;
  const names =
    claims?.flatMap((name) => (style === undefined ? [name] : inStyle(name, style))) ??
    (proofed ? policyClaimsIn(style ?? 'idme') : ['email', ...LEVELS_OF_POLICIES]);
  return names.map((name) => ({ name, style, proofed }));
}

const grantedTo = (scopes: readonly string[], options: ProfileOptions): readonly Granted[] =>
  policiesIn(scopes, options).flatMap((policy) => grantedBy(policy, options));

/** What a person agrees to where nothing else of the address is told. */
const ZIP_ALONE = 'postal_code';

/** Claims by policy: each tells the uuid, and what it lists; without a list who and how sure, and the person's data where it asks for proofing. */
export const idmeClaims: ProfileClaims = {
  names: POLICY_CLAIMS,
  named: (claim) =>
    claim === ZIP_ALONE ? ['zip'] : POLICY_CLAIMS.filter((name) => toldBy(name) === claim),
  released(scopes, options) {
    const told = grantedTo(scopes, options).map(({ name }) => name);
    const ofAddress = told.filter((name) => toldBy(name) === 'address');
    const zipAlone = ofAddress.every((name) => name === 'zip');
    const claims = told.flatMap((name) => toldBy(name) ?? []);
    return [
      ...new Set(claims.map((claim) => (claim === 'address' && zipAlone ? ZIP_ALONE : claim))),
    ];
  },
  promised(scopes, options) {
    const names = new Set(grantedTo(scopes, options).map(({ name }) => name));
    names.delete('uuid'); // clients read the first name at the first place
    return [...names, 'uuid'];
  },
  levels: levelClaims,
  of(subscriber, reached, scopes, options) {
    const source = sourceOf(subscriber, reached, scopes);
    const verified = isProofed(reached, scopes);
    const claims = grantedTo(scopes, options)
      .filter(({ name, proofed }) => verified || !(proofed && isPersonal(name)))
      .map(({ name, style }) => [name, policyClaim(name, source, style)] as const)
      .filter(([, value]) => value !== undefined);
    return { uuid: subscriber.uuid, ...Object.fromEntries(claims) };
  },
};

const isPersonal = (name: string): boolean => !['email', undefined].includes(toldBy(name));

/** What was verified, else what the person says; a Social Security number that nobody has checked is told to nobody. */
function sourceOf(subscriber: Subscriber, reached: Levels, scopes: readonly string[]): ClaimSource {
  const verified = reached.ial === 2 ? subscriber.verification?.attributes : undefined;
  const { ssn: _unchecked, ...said } = subscriber.attributes;
  return {
    attributes: verified ?? said,
    email: subscriber.email,
    confirmed: subscriber.state !== 'unconfirmed',
    levels: levelClaims(subscriber, reached, scopes),
  };
}

/** Numbers, but for the text by which a classic LOA3 is told. `..._highest` says what the account could reach. */
function levelClaims(subscriber: Subscriber, reached: Levels, scopes: readonly string[]): Claims {
  const proofed = isProofed(reached, scopes);
  const two = isClassic(scopes) ? 'classic_loa3' : 2;
  const ial = (verified: boolean) => (verified ? two : 1);
  const second = subscriber.authenticators.some((kind) => kind !== 'password');
  return {
    multifactor: reached.aal === 2,
    level_of_assurance: proofed ? 3 : 1,
    credential_ial: ial(proofed),
    credential_ial_highest: ial(ialOf(subscriber.verification) === 2),
    credential_aal: reached.aal,
    credential_aal_highest: second ? 2 : reached.aal,
  };
}
