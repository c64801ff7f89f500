import { z } from 'zod';
import { instant, listOf, shortText } from './common.js';

export const sandboxRequest = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'must be 1 to 31 lower-case letters, digits and dashes')
      .optional(),
    name: shortText.optional(),
    owner: shortText.optional(),
    copy_of: z.enum(['default']).optional(),
    ttl: z.string().max(40).default('P1D').describe('How long it lives, such as PT1H or 30d.'),
  })
  .meta({ id: 'SandboxRequest' });
export type SandboxRequest = z.input<typeof sandboxRequest>;

export const sandbox = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    owner: z.string().optional(),
    base_url: z.string(),
    control_url: z.string(),
    issuers: z.record(z.string(), z.string()),
    created_at: instant,
    expires_at: instant.optional(),
  })
  .meta({ id: 'Sandbox' });
export type Sandbox = z.infer<typeof sandbox>;

export const sandboxList = listOf(sandbox).meta({ id: 'SandboxList' });
