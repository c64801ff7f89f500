import { z } from 'zod';
import { listOf, page } from './common.js';

export const persona = z
  .object({
    id: z.string(),
    sentence: z.string(),
    name: z.string(),
    email: z.string(),
    password: z.string(),
    totp_secret: z.string(),
    ial: z.union([z.literal(1), z.literal(2)]),
    state: z.string(),
    face: z.string().describe('URL of a picture.'),
    documents: z.record(z.string(), z.array(z.string())).describe('URLs of each side, by type.'),
  })
  .meta({ id: 'Persona' });
export type Persona = z.infer<typeof persona>;
export const personaList = listOf(persona).meta({ id: 'PersonaList' });

const seen = z
  .object({
    sentence: z.string(),
    answer: z
      .enum(['code', 'error', 'none'])
      .describe('What the browser brings back by itself; `none` while the person stays here.'),
    error: z.string().optional().describe('With `none`: once the person goes back.'),
    error_description: z.string().optional(),
    prompt_none_error: z.string().optional().describe('The answer to prompt=none meanwhile.'),
    claims: z.record(z.string(), z.unknown()).optional().describe('Those that tell how sure.'),
  })
  .meta({
    id: 'Seen',
    description: 'What a relying party sees that asked for an identity at IAL2.',
  });
export type Seen = z.infer<typeof seen>;

const profiles = z.record(z.string(), seen).describe('By profile.');

export const reason = z
  .object({
    id: z.string().describe('The code.'),
    sentence: z.string(),
    relying_party: z
      .array(z.object({ steps: z.array(z.string()), profiles }))
      .describe('What the relying party sees when a script says so at these steps.'),
    disposition: z.enum(['retry', 'final', 'review', 'system']),
    severity: z.enum(['low', 'medium', 'high']),
    check: z.string(),
    aliases: z.array(z.string()).describe("Other vendors' words for it."),
  })
  .meta({ id: 'Reason' });
export type Reason = z.infer<typeof reason>;

export const scriptStep = z
  .object({
    id: z.string(),
    sentence: z.string(),
    results: z.array(z.string()),
    reasons: z.array(z.string()),
    relying_party: z
      .array(z.object({ outcomes: z.array(z.string()), profiles }))
      .describe('What the relying party sees of each result and reason.'),
  })
  .meta({ id: 'ScriptStep', description: 'What a script may say at a step.' });
export type ScriptStep = z.infer<typeof scriptStep>;

export const wear = z
  .object({
    id: z.string(),
    sentence: z.string(),
    expects: z.string().optional().describe('The reason that the real engine gives for it.'),
    on: z.array(z.string()),
  })
  .meta({ id: 'Wear' });
export type Wear = z.infer<typeof wear>;

export const knownEvent = z
  .object({
    id: z.string(),
    kind: z
      .enum(['lifecycle', 'stream'])
      .describe('Can be made to happen to a person, or is told by `events` and webhooks.'),
    sentence: z.string(),
    members: z.array(z.string()).describe('What has to be said of it, or may be.'),
  })
  .meta({ id: 'KnownEvent' });
export type KnownEvent = z.infer<typeof knownEvent>;

export const reasonList = listOf(reason).meta({ id: 'ReasonList' });
export const stepList = listOf(scriptStep).meta({ id: 'ScriptStepList' });
export const wearList = listOf(wear).meta({ id: 'WearList' });
export const eventList = listOf(knownEvent).meta({ id: 'KnownEventList' });

/** Catalogues are short: they are answered whole unless a page is asked for. */
export const cataloguePage = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(200)
    .describe('At most so many items, 1 to 200; all unless said.'),
  after: page.after,
});
