import { z } from 'zod';
import { instant } from './common.js';

const duration = z.string().min(2).max(40);

export const advanceRequest = z
  .strictObject({
    by: duration.describe('How much time passes: ISO 8601 (`P1DT2H`) or short (`13h`, `30d`).'),
  })
  .meta({ id: 'AdvanceRequest' });
export type AdvanceRequest = z.input<typeof advanceRequest>;

const time = {
  now: instant.describe('Real time, which new tokens carry.'),
  aged_by: z.string().describe('How far the sandbox has been advanced: an ISO 8601 duration.'),
  today: z
    .string()
    .describe('The day in the sandbox: birthdays and expiry dates are judged by it.'),
};

export const clock = z.object(time).meta({ id: 'Clock' });
export type Clock = z.infer<typeof clock>;

export const advanced = z
  .object({
    ...time,
    rows: z.record(z.string(), z.number()).describe('How many rows of each kind have aged.'),
  })
  .meta({ id: 'Advanced' });
export type Advanced = z.infer<typeof advanced>;
