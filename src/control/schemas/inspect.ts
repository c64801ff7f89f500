import { z } from 'zod';
import { DOCUMENT_TYPES } from '../../proofing/index.js';
import { check, reasonCode } from './attempts.js';
import { personAttributes } from './people.js';

export const documentType = z.enum(DOCUMENT_TYPES);
export const claimed = z
  .strictObject(personAttributes)
  .meta({ id: 'Claimed', description: 'What the person says of themselves.' });

const picture = z.string().meta({
  contentMediaType: 'application/octet-stream',
  description: 'Bytes; the example names where this API gives some.',
});

/** Described for those who build the form; the parts are judged one by one. */
export const inspectForm = z
  .strictObject({
    type: documentType,
    front: picture,
    back: picture.optional(),
    selfie: picture.optional(),
    frames: z
      .array(picture)
      .min(2)
      .max(3)
      .optional()
      .describe('An active challenge: looking straight, turned to a side, smiling.'),
    claimed: claimed.optional(),
  })
  .meta({ id: 'InspectForm', description: 'JPEG, PNG or WebP; at most 16 MB each.' });

export const findings = z
  .object({
    outcome: z.enum(['pass', 'review', 'retry', 'fail']),
    reasons: z.array(z.object({ code: reasonCode, message: z.string() })),
    checks: z.array(
      check
        .required({ evidence: true })
        .meta({ id: 'InspectedCheck', description: 'With the figures that decided it, if any.' }),
    ),
    timings_ms: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Findings' });
export type Findings = z.infer<typeof findings>;
