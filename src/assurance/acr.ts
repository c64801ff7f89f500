import { satisfies, type Levels } from './levels.js';

const NS = 'http://idmanagement.gov/ns/assurance/';

/** Authentication Context Class Reference values of the standard profile, strongest first; the last is what any session has. */
export const ACR_VALUES = [`${NS}ial/2/aal/2`, `${NS}aal/2`, `${NS}aal/1`] as const;
export type Acr = (typeof ACR_VALUES)[number];

const LEVELS: Readonly<Record<string, Levels>> = {
  [`${NS}ial/2/aal/2`]: { ial: 2, aal: 2 },
  [`${NS}ial/1/aal/2`]: { ial: 0, aal: 2 },
  [`${NS}ial/1/aal/1`]: { ial: 0, aal: 1 },
  [`${NS}aal/2`]: { ial: 0, aal: 2 },
  [`${NS}aal/1`]: { ial: 0, aal: 1 },
  [`${NS}loa/3`]: { ial: 2, aal: 2 },
  [`${NS}loa/1`]: { ial: 0, aal: 1 },
};

/** Assurance URIs that may be asked for as a scope too. */
export const ASSURANCE_SCOPES = Object.keys(LEVELS);

/** What an acr value or assurance scope stands for; undefined when it is not one of ours. */
export const levelsOf = (value: string): Levels | undefined =>
  Object.hasOwn(LEVELS, value) ? LEVELS[value] : undefined;

/** The assurance scope that asks for these levels. */
export const assuranceScope = ({ ial, aal }: Levels): string =>
  ial === 2 ? `${NS}ial/2/aal/2` : `${NS}ial/1/aal/${aal}`;

/** The strongest acr value that the levels reached satisfy. */
export const acrOf = (reached: Levels): Acr =>
  ACR_VALUES.find((value) => satisfies(reached, levelsOf(value) ?? reached)) ?? ACR_VALUES[2];

/**
 * The acr to state for a request. Core 5.5.1.1: an essential acr must come back as one of the values asked for, so the strongest
 * of them that was reached is stated; otherwise the strongest value reached, whatever was asked.
 */
export function statedAcr(reached: Levels, essential: readonly string[]): string {
  const achieved: string = acrOf(reached);
  if (essential.length === 0 || essential.includes(achieved)) return achieved;
  const met = essential.filter(
    (value) => satisfies(reached, levelsOf(value) ?? { ial: 2, aal: 2 }) && levelsOf(value),
  );
  const rank = (value: string) => (levelsOf(value)?.ial ?? 0) * 10 + (levelsOf(value)?.aal ?? 0);
  return met.sort((a, b) => rank(b) - rank(a))[0] ?? achieved;
}
