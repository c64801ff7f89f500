import { policyClaim, toldBy, type NamingStyle } from '../../assurance/index.js';
import type { Persona } from '../../press/index.js';
import type { Shape } from './shapeOf.js';
import { writingOf, type Writing } from './writing.js';

const valueOf = (persona: Persona, name: string, style: NamingStyle | undefined): unknown => {
  const { attributes, email } = persona;
  return policyClaim(name, { attributes, email, confirmed: true, levels: {} }, style);
};

/** An ordinary persona of the same level who has a value for each of the claims, as far as there is one. */
export function personaFor(
  { levels, claims, naming }: Shape,
  personas: readonly Persona[],
): Persona | undefined {
  const alike = personas.filter(
    ({ ial, state, story, records }) =>
      ial === levels.ial && state === 'active' && !story && !records,
  );
  const personal = claims.filter(({ name }) => toldBy(name) !== undefined);
  const whole = alike.find((one) =>
    personal.every(({ name }) => valueOf(one, name, naming) !== undefined),
  );
  return whole ?? alike[0];
}

/** How a claim is written here, where that is another way than in the token. */
export function writtenHere(
  claim: Shape['claims'][number],
  persona: Persona,
  naming: NamingStyle | undefined,
): Writing | undefined {
  if (toldBy(claim.name) === undefined || claim.type === 'null') return undefined;
  const here = writingOf(valueOf(persona, claim.name, naming));
  return here.type === claim.type && here.format === claim.format ? undefined : here;
}
