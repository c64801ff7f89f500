import { draw } from './draws.js';
import { FACES } from './invented.js';
import type { Bearer } from './persona.js';
import type { InventedPerson } from './template.js';
import { personFrom } from './template.js';

/** Somebody else: always the same person for the same bearer, with another face and other data. */
export function strangerTo(bearer: Bearer): InventedPerson {
  const id = `stranger-to-${bearer.id}`;
  const stranger = personFrom(undefined, id);
  const faces = FACES[stranger.attributes.sex ?? 'X'].filter(({ face }) => face !== bearer.face);
  const other = faces[draw(id, 'face', faces.length)];
  return other
    ? { ...stranger, face: other.face, looks: { ...stranger.looks, hair: other.hair } }
    : stranger;
}
