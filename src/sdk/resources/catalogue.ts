import type { Ask } from '../ask.js';
import type {
  KnownEvent,
  KnownFault,
  Persona,
  Reason,
  Scenario,
  ScriptStep,
  Wear,
} from '../types.js';
import { pictures, type Pictures } from './pictures.js';
import { kept, listed, type Listed, type Page, type Ref } from './resource.js';

/** People who exist in every sandbox. */
export interface Personas extends Pictures, Listed<Persona> {
  get(persona: Ref): Promise<Persona>;
}

export const createPersonas = (ask: Ask): Personas => ({
  ...listed(ask, '/personas'),
  ...pictures(ask, '/personas'),
  get: kept<Persona>(ask, '/personas').get,
});

/** What exists, each with a sentence. */
export interface Catalogue {
  reasons(): Promise<Reason[]>;
  steps(): Promise<ScriptStep[]>;
  wears(): Promise<Wear[]>;
  events(): Promise<KnownEvent[]>;
  personas(): Promise<Persona[]>;
  scenarios(): Promise<Scenario[]>;
  faults(): Promise<KnownFault[]>;
}

export function createCatalogue(ask: Ask): Catalogue {
  const whole =
    <Item>(name: string) =>
    async () =>
      (await ask<Page<Item>>({ method: 'GET', path: `/catalogue/${name}` })).items;
  return {
    reasons: whole('reasons'),
    steps: whole('steps'),
    wears: whole('wears'),
    events: whole('events'),
    personas: whole('personas'),
    scenarios: whole('scenarios'),
    faults: whole('faults'),
  };
}
