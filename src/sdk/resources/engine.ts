import type { Ask } from '../ask.js';
import { toWire } from '../naming.js';
import type { Findings, PersonRequest } from '../types.js';

type Picture = Uint8Array | Blob;

/** Pictures as JPEG, PNG or WebP, and what the person says of themselves. */
export interface InspectWishes {
  /** Such as `drivers_license`. */
  readonly type: string;
  readonly front: Picture;
  readonly back?: Picture;
  readonly selfie?: Picture;
  /** An active challenge: looking straight, turned to a side, smiling. */
  readonly frames?: readonly Picture[];
  readonly claimed?: Pick<PersonRequest, 'givenName' | 'familyName' | 'birthdate' | 'address'>;
}

export interface Engine {
  /** What the real engine says about pictures; nothing is kept. */
  inspect(wishes: InspectWishes): Promise<Findings>;
}

/** The first ever loads the models. */
const PATIENCE_MS = 120_000;

export const createEngine = (ask: Ask): Engine => ({
  inspect: (wishes) =>
    ask({ method: 'POST', path: '/engine/inspect', body: form(wishes), timeoutMs: PATIENCE_MS }),
});

function form({ type, frames = [], claimed, ...sides }: InspectWishes): FormData {
  const parts = new FormData();
  parts.set('type', type);
  for (const [side, picture] of Object.entries(sides)) parts.set(side, blobOf(picture), side);
  for (const frame of frames) parts.append('frames', blobOf(frame), 'frame');
  if (claimed) parts.set('claimed', JSON.stringify(toWire(claimed)));
  return parts;
}

const blobOf = (picture: Picture): Blob =>
  picture instanceof Blob ? picture : new Blob([picture]);
