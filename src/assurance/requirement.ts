import { levelsOf } from './acr.js';
import { NO_REQUIREMENT, satisfies, strongest, type Levels } from './levels.js';

/** The parts of an authorization request that say how sure the relying party wants to be. */
export interface AssuranceRequest {
  readonly scopes: readonly string[];
  /** `acr_values`: in order of preference, voluntary (Core 3.1.2.1). */
  readonly acrValues: readonly string[];
  /** `claims.id_token.acr` with `essential` and `value` or `values` (Core 5.5.1.1). */
  readonly essentialAcr: readonly string[];
}

/** Scopes that release proofed or sensitive data and therefore need a second factor. */
const AAL2_SCOPES = ['identity', 'ssn'];

/**
 * What must be reached before tokens may be issued. Of several essential values the weakest known one is enough; `acr_values` asks
 * for its first known value. Nothing known among essential values cannot be met: undefined.
 */
export function requiredLevels(request: AssuranceRequest): Levels | undefined {
  const byScope = request.scopes.map(
    (scope): Levels =>
      levelsOf(scope) ?? (AAL2_SCOPES.includes(scope) ? { ial: 0, aal: 2 } : NO_REQUIREMENT),
  );
  const essential = request.essentialAcr.map(levelsOf).filter((levels) => levels !== undefined);
  if (request.essentialAcr.length > 0 && essential.length === 0) return undefined;
  const weakest = essential.reduce<Levels | undefined>(
    (least, levels) => (least && satisfies(levels, least) ? least : levels),
    undefined,
  );
  const preferred = request.acrValues.map(levelsOf).find((levels) => levels !== undefined);
  return [...byScope, weakest ?? NO_REQUIREMENT, preferred ?? NO_REQUIREMENT].reduce(
    strongest,
    NO_REQUIREMENT,
  );
}
