import { z } from 'zod';
import { REASONS, STATES, STEPS, type ReasonCode } from '../../proofing/index.js';
import { instant, listOf, page, reference } from './common.js';

const REASON_CODES = Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]];
export const reasonCode = z.enum(REASON_CODES).meta({ id: 'ReasonCode' });
export type { ReasonCode };
const state = z.enum(STATES as [(typeof STATES)[number], ...(typeof STATES)[number][]]);
const result = z.enum(['pass', 'review', 'retry', 'fail']);

export const attemptQuery = z.strictObject({
  ...page,
  person: reference.optional().describe('Id, e-mail address or persona.'),
  state: state.optional(),
  tag: reference.optional(),
});
export type AttemptQuery = z.input<typeof attemptQuery>;

export const check = z
  .object({
    name: z.string(),
    result,
    reason: reasonCode.optional(),
    evidence: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Check' });

export const attempt = z
  .object({
    id: z.string(),
    state,
    person: z.string(),
    client_id: z.string().optional(),
    partner: z.string().optional(),
    tag: z.string().optional(),
    pathway: z.string(),
    step: z.enum(STEPS).optional(),
    steps: z.array(
      z.object({ step: z.enum(STEPS), done: z.boolean(), submissions_left: z.number().int() }),
    ),
    reasons: z.array(reasonCode).describe('Every one that occurred on the way.'),
    submissions: z.array(
      z.object({
        step: z.string(),
        at: instant,
        outcome: z.enum(['pass', 'review', 'retry', 'fail', 'error']),
        reasons: z.array(reasonCode),
        decided_by: z.string(),
        checks: z.array(check),
        timings_ms: z.record(z.string(), z.number()),
      }),
    ),
    pictures: z.array(z.enum(['front', 'back', 'selfie'])),
    created_at: instant,
    touched_at: instant,
    due_at: instant.optional(),
    decided_at: instant.optional(),
    version: z.number().int(),
  })
  .meta({ id: 'Attempt' });
export type Attempt = z.infer<typeof attempt>;

export const attemptList = listOf(attempt).meta({ id: 'AttemptList' });

export const actionRequest = z
  .strictObject({
    action: z.enum(['approve', 'decline', 'ask_again', 'expire', 'complete']),
    result: z.enum(['pass', 'fail', 'no_show']).optional().describe('Of `complete` alone.'),
    reason: reasonCode.optional().describe('Of `decline`, `ask_again` and `complete`.'),
  })
  .meta({ id: 'AttemptAction' });
export type AttemptAction = z.input<typeof actionRequest>;
