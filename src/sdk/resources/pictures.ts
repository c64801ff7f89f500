import type { Ask } from '../ask.js';
import { segment } from '../request.js';
import { pathOf, type Ref } from './resource.js';

export interface PictureWishes {
  /** What the picture suffers from: a word of `catalogue.wears()`. */
  readonly wear?: string;
}

/** Specimen documents and portraits, as JPEG. */
export interface Pictures {
  /** One side of a specimen document: `front` or `back`, of a type such as `drivers_license`. */
  document(person: Ref, type: string, side: string, wishes?: PictureWishes): Promise<Uint8Array>;
  /** A portrait: `selfie`, `smile`, `turn`, `left`, `dim` or `id`. */
  picture(person: Ref, shot: string, wishes?: PictureWishes): Promise<Uint8Array>;
}

export function pictures(ask: Ask, path: string): Pictures {
  const fetch = (place: string, query: PictureWishes = {}) =>
    ask<Uint8Array>({ method: 'GET', path: place, query, as: 'bytes' });
  return {
    document: (person, type, side, wishes) =>
      fetch(`${pathOf(path, person)}/documents/${segment(type)}/${segment(side)}.jpg`, wishes),
    picture: (person, shot, wishes) =>
      fetch(`${pathOf(path, person)}/pictures/${segment(shot)}`, wishes),
  };
}
