import { z } from 'zod';
import { givenId, instant, listOf, reference, shortText } from './common.js';

export const sandboxRequest = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'must be 1 to 31 lower-case letters, digits and dashes')
      .optional(),
    name: shortText.optional(),
    owner: shortText.optional(),
    copy_of: reference
      .optional()
      .describe(
        'The sandbox whose partners, clients, people, policies and scripts it starts with.',
      ),
    ttl: z.string().max(40).default('P1D').describe('How long it lives, such as PT1H or 30d.'),
  })
  .meta({ id: 'SandboxRequest' });
export type SandboxRequest = z.input<typeof sandboxRequest>;

export const sandbox = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    owner: z.string().optional(),
    copy_of: z.string().optional(),
    base_url: z.string(),
    control_url: z.string(),
    issuers: z.record(z.string(), z.string()),
    created_at: instant,
    expires_at: instant.optional(),
    token: z
      .string()
      .optional()
      .describe('Works in this sandbox alone; told once, where the control API needs one.'),
  })
  .meta({ id: 'Sandbox' });
export type Sandbox = z.infer<typeof sandbox>;

export const sandboxList = listOf(sandbox).meta({ id: 'SandboxList' });

export const snapshotRequest = z
  .strictObject({ id: givenId.optional() })
  .meta({ id: 'SnapshotRequest' });
export type SnapshotRequest = z.input<typeof snapshotRequest>;

export const snapshotTaken = z.object({ snapshot: z.string() }).meta({ id: 'SnapshotTaken' });
export type SnapshotTaken = z.infer<typeof snapshotTaken>;

export const snapshotList = listOf(
  z
    .object({ id: z.string(), bytes: z.number().int(), created_at: instant })
    .meta({ id: 'Snapshot' }),
).meta({ id: 'SnapshotList' });
export type SnapshotList = z.infer<typeof snapshotList>;

export const restoreRequest = z
  .strictObject({ snapshot: reference })
  .meta({ id: 'RestoreRequest' });
export type RestoreRequest = z.input<typeof restoreRequest>;
