import { z } from 'zod';
import type { MATCH_MEMBERS } from '../../scenarios/index.js';
import {
  AFTERWARDS,
  RULED_STEPS,
  SCRIPT_STEPS,
  standingWordsOf,
  VENDOR_ERRORS,
} from '../../scenarios/index.js';
import { givenId, instant, listOf, reference } from './common.js';

const match = z
  .strictObject({
    person: reference.optional(),
    email: reference.optional(),
    ssn: reference.optional(),
    client_id: reference.optional(),
    login_hint: reference.optional(),
    state: reference.optional(),
    tag: reference.optional(),
  } satisfies Record<(typeof MATCH_MEMBERS)[number], z.ZodType>)
  .meta({ id: 'OutcomeMatch', description: 'Every member given must agree.' });

const delay = z.number().int().min(0).max(25_000);

const entry = z
  .strictObject({
    result: z.string().min(1).max(100).optional(),
    reason: z.string().min(1).max(100).optional(),
    data: z.record(z.string(), z.unknown()).optional(),
    delay_ms: delay.optional(),
    vendor_error: z.enum(Object.keys(VENDOR_ERRORS) as [keyof typeof VENDOR_ERRORS]).optional(),
    resolves: z
      .strictObject({ after: z.string().min(1).max(40), as: z.string().min(1).max(100) })
      .optional(),
  })
  .meta({ id: 'OutcomeEntry' });

/** What is posted and answered of a script. */
export const script = {
  match,
  step: z.enum(SCRIPT_STEPS),
  results: z
    .array(z.union([z.string().min(1).max(100), entry]))
    .min(1)
    .max(100)
    .describe('`pass`, `review`, a reason code, or an entry; one is spent per submission.'),
  then: z.enum(AFTERWARDS).optional().describe('What follows; `real` unless said.'),
  times: z.number().int().min(1).max(1000).optional(),
  delay_ms: delay.optional(),
};

export const outcomeRequest = z
  .strictObject({ id: givenId.optional(), ...script })
  .meta({ id: 'OutcomeRequest' });
export type OutcomeRequest = z.input<typeof outcomeRequest>;

export const outcome = z
  .object({
    id: z.string(),
    ...script,
    created_at: instant,
    entries_left: z.number().int(),
    consumed: z.array(
      z.object({
        entry: z.number().int(),
        at: instant,
        attempt: z.string().optional(),
        person: z.string().optional().describe('Missing where the address has no account.'),
        client_id: z.string().optional().describe("Missing on Standin's own pages."),
      }),
    ),
  })
  .meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof outcome>;

export const outcomeList = listOf(outcome).meta({ id: 'OutcomeList' });

const standing = (step: (typeof RULED_STEPS)[number]) =>
  z.enum(standingWordsOf(step) as [string, ...string[]]).optional();

/** Defaults of a client or an organisation. */
export const standingOutcomes = z
  .strictObject(
    Object.fromEntries(RULED_STEPS.map((step) => [step, standing(step)])) as Record<
      (typeof RULED_STEPS)[number],
      ReturnType<typeof standing>
    >,
  )
  .meta({
    id: 'StandingOutcomes',
    description:
      'What steps come to where no script, magic value or story of a persona says otherwise: `pass`, `review` or a ' +
      'reason. What is not named is found out.',
  });
