import { z } from 'zod';
import { instant, shortText } from './common.js';

/** Grows when a document of before could not be read any more. */
const FORMAT = 1;

const row = z.record(z.string().max(63), z.unknown());

export const sandboxDocument = z
  .strictObject({
    kind: z.literal('standin.sandbox'),
    format: z.literal(FORMAT),
    notice: z.string().max(500).optional(),
    version: shortText.optional().describe('Of the Standin that wrote it.'),
    sandbox: shortText.optional().describe('Where it comes from.'),
    exported_at: instant.optional(),
    key: shortText.describe('Tells the deployment that wrote it from others.'),
    aged_by: z.string().max(40).describe('How far the sandbox had been advanced.'),
    tables: z.record(z.string().max(63), z.array(row).max(200_000)).describe('Rows by table.'),
  })
  .meta({ id: 'SandboxDocument' });
export type SandboxDocument = z.infer<typeof sandboxDocument>;

export const imported = z
  .object({
    rows: z.record(z.string(), z.number()).describe('How many of each table the document has.'),
    left_out: z
      .record(z.string(), z.number())
      .describe(
        'How many of them only the deployment that wrote it could use: recovery codes, pending codes.',
      ),
  })
  .meta({ id: 'Imported' });
export type Imported = z.infer<typeof imported>;
