import { newId } from '../platform/ids.js';
import { strangerTo, type Press } from '../press/index.js';

const LEAD = 'maria';

/**
 * The id of somebody new who plays a scene with Maria's papers. What the press takes for somebody else's face follows from the id;
 * with `unlike` it is a man's, whom nobody takes for her, where a woman's might be near enough for a person to have to look.
 */
export function castPlayer(press: Press, { unlike }: { readonly unlike: boolean }): string {
  const lead = press.personas.get(LEAD);
  for (;;) {
    const id = newId('per').replace('per_', 'demo-');
    if (!unlike || !lead || strangerTo({ ...lead, id }).attributes.sex === 'M') return id;
  }
}
