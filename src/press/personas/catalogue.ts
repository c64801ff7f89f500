import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { drawBase32 } from './draws.js';
import type { Persona } from './persona.js';

/** The one password of every persona of the catalogue; documented, because nothing real is behind it. */
export const PERSONA_PASSWORD = 'Specimen-of-Cascadia-7';

/** A persona's file: what follows from the id alone is left out. */
type Entry = Omit<Persona, 'email' | 'totp_secret'> & { readonly order: number };

function complete({ order: _, ...entry }: Entry): Persona {
  return {
    ...entry,
    email: `${entry.id}@example.com`,
    totp_secret: drawBase32(entry.id, 'totp', 32),
  };
}

export interface Catalogue {
  /** Every persona, the ordinary ones first; maria is the first of all. */
  list(): readonly Persona[];
  get(id: string): Persona | undefined;
}

/** Reads `<folder>/*.json` when first asked, once. */
export function createCatalogue(folder: string): Catalogue {
  let byId: ReadonlyMap<string, Persona> | undefined;
  const load = (): ReadonlyMap<string, Persona> => {
    if (byId) return byId;
    const entries = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Entry)
      .sort((a, b) => a.order - b.order);
    byId = new Map(entries.map((entry) => [entry.id, complete(entry)]));
    return byId;
  };
  return { list: () => [...load().values()], get: (id) => load().get(id) };
}
