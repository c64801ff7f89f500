import { idOf, type Ref } from '../resources/resource.js';

/** What was shown of a person last, by what it is: `front`, `back`, `selfie`, `turn` ... */
type Shown = ReadonlyMap<string, Uint8Array>;

const shown = new Map<string, Map<string, Uint8Array>>();

/** Keeps a picture for the report of the test: the server keeps none that was refused. */
export function keepShown(person: Ref, what: string, picture: Uint8Array): void {
  const pictures = shown.get(idOf(person)) ?? new Map<string, Uint8Array>();
  shown.set(idOf(person), pictures.set(what, picture));
}

export const shownOf = (person: Ref): Shown => shown.get(idOf(person)) ?? new Map();

export const forgetShown = (person: Ref): boolean => shown.delete(idOf(person));
