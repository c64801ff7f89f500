import { z } from 'zod';
import { instant, listOf } from './common.js';

const word = z.string().min(1).max(3000);

/** RFC 7517 section 4 and RFC 7518 section 6, of RSA and EC keys. */
const publicMembers = {
  kty: z.enum(['RSA', 'EC']),
  kid: z
    .string()
    .regex(/^[A-Za-z0-9._~-]{1,255}$/, 'must be 1 to 255 letters, digits and -._~')
    .optional()
    .describe('Its RFC 7638 thumbprint unless said.'),
  alg: z.enum(['RS256', 'ES256']).optional(),
  use: z.literal('sig').optional(),
  n: word.optional(),
  e: word.optional(),
  crv: z.literal('P-256').optional(),
  x: word.optional(),
  y: word.optional(),
};

export const keyImport = z
  .strictObject({
    ...publicMembers,
    d: word.describe('A private key.'),
    ...{ p: word.optional(), q: word.optional(), dp: word.optional(), dq: word.optional() },
    qi: word.optional(),
  })
  .meta({
    id: 'KeyImport',
    description: 'A private key as JWK: RSA of 2048 to 4096 bits or P-256.',
  });

export const key = z
  .object({
    kid: z.string(),
    alg: z.enum(['RS256', 'ES256']),
    state: z
      .enum(['active', 'published', 'withheld', 'retired'])
      .describe(
        'active: signs and is in the key set; published: is in the key set alone; withheld: signs alone; retired: neither.',
      ),
    jwk: z.object(publicMembers).describe('The public key.'),
    created_at: instant,
  })
  .meta({ id: 'Key' });
export type Key = z.infer<typeof key>;

export const keyList = listOf(key).meta({ id: 'KeyList' });
export type KeyList = z.infer<typeof keyList>;

export const rotateRequest = z
  .strictObject({
    publish_only: z
      .boolean()
      .default(false)
      .describe('Publishes the next keys; the next rotation lets them sign.'),
  })
  .meta({ id: 'RotateRequest' });
