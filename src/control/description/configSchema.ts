import { z } from 'zod';
import { SETTINGS, type SEED_SECTIONS } from '../../platform/config/index.js';
import { clientRequest } from '../schemas/clients.js';
import { outcomeRequest } from '../schemas/outcomes.js';
import { partnerRequest } from '../schemas/partners.js';
import { personRequest } from '../schemas/people.js';
import { webhookRequest } from '../schemas/webhooks.js';

type Json = Readonly<Record<string, unknown>>;

/** What each section's items are made by, and the member that finds them again at the next start. */
const SECTIONS = {
  partners: [partnerRequest, 'id', 'Organisations that ask who somebody is.'],
  clients: [clientRequest, 'client_id', 'Applications that send people here.'],
  people: [personRequest, 'id', 'People who have an account.'],
  outcomes: [outcomeRequest, 'id', 'Scripts of what the steps of a verification come to.'],
  webhooks: [webhookRequest, 'id', 'Endpoints that are told what happens.'],
} as const satisfies Record<(typeof SEED_SECTIONS)[number], readonly [z.ZodType, string, string]>;

/** The configuration file (contract section 2) as JSON Schema 2020-12, made of the settings and of the schemas that judge its items. */
export function configSchema(): Json {
  const settings = Object.values(SETTINGS).map(({ key, about, schema, fallback }) => [
    key,
    { ...schema, description: about, ...(!isUnset(fallback) && { default: fallback }) },
  ]);
  const sections = Object.entries(SECTIONS).map(([name, [item, id, about]]) =>
    sectionOf(name, item, id, about),
  );
  const properties = Object.fromEntries([
    ...settings,
    ...sections.map(({ name, schema }) => [name, schema]),
  ]) as Json;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Configuration of Standin',
    description:
      'standin.config.yaml, or .json: settings, and what the default sandbox is seeded with.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...properties,
      // A word says what becomes of unknown clients, a list registers some.
      clients: {
        description: SETTINGS.clients.about,
        anyOf: [SETTINGS.clients.schema, properties['clients']],
      },
    },
    $defs: Object.assign({}, ...sections.map(({ named }) => named)) as Json,
  };
}

/** What has no value of its own unless somebody gives one. */
const isUnset = (fallback: unknown): boolean =>
  fallback === '' || fallback === -1 || (Array.isArray(fallback) && fallback.length === 0);

interface Section {
  readonly name: string;
  readonly schema: Json;
  /** Schemas that it refers to by `#/$defs/<name>`. */
  readonly named: Json;
}

function sectionOf(name: string, item: z.ZodType, id: string, about: string): Section {
  const made = z.toJSONSchema(item, { io: 'input', unrepresentable: 'any' });
  const { $schema: _dialect, $defs: named = {}, id: _name, required = [], ...one } = made;
  const items = { ...one, required: [...new Set([id, ...required])] };
  return { name, schema: { description: about, type: 'array', items }, named };
}
