import { z } from 'zod';
import { ROLES } from '../access/roles.js';
import { givenId, instant, listOf, page, shortText } from './common.js';

const sandboxId = z.string().min(1).max(31);

export const tokenRequest = z
  .strictObject({
    id: givenId.optional(),
    name: shortText.describe('Events that it causes say who by this name.'),
    role: z
      .enum(ROLES)
      .describe('read: GET alone; test: all but managing sandboxes and tokens; admin: all.'),
    sandbox: sandboxId.optional().describe('Where alone it works; everywhere unless said.'),
  })
  .meta({ id: 'TokenRequest' });
export type TokenRequest = z.input<typeof tokenRequest>;

export const tokenQuery = z.strictObject({
  sandbox: sandboxId.optional().describe('Whose, from the default sandbox.'),
});
export const tokenListQuery = z.strictObject({ ...page, ...tokenQuery.shape });

export const controlToken = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    sandbox: z.string().optional(),
    created_at: instant,
    token: z.string().optional().describe('Told once, when it is made.'),
  })
  .meta({ id: 'ControlToken' });
export type ControlToken = z.infer<typeof controlToken>;

export const tokenList = listOf(controlToken).meta({ id: 'ControlTokenList' });
