import { z } from 'zod';
import { NAMING_STYLES } from '../../assurance/index.js';
import { USERINFO_FORMATS } from '../../partners/index.js';
import { handle, profileOptions } from './profileOptions.js';

const MOST_TOKEN = 65_536;

export const shapeRequest = z
  .strictObject({
    token: z
      .string()
      .min(1)
      .max(MOST_TOKEN)
      .describe(
        'What the app got at the real sandbox, as it came: userinfo (quotes included), an ID token, an answer of the token endpoint, or attributes. Looked at once; no value of it is kept, logged or answered.',
      ),
    policy: handle
      .optional()
      .describe(
        "The scope that it came by; else the client's only policy at its level, or the assurance URI of that level.",
      ),
  })
  .meta({ id: 'ShapeRequest' });
export type ShapeRequest = z.input<typeof shapeRequest>;

const writing = {
  type: z.enum(['string', 'number', 'boolean', 'array', 'object', 'null']),
  format: z.string().optional().describe('How a text is written, digits as N.'),
};

export const shape = z
  .object({
    client_id: z.string(),
    profile_options: profileOptions.describe('Of the client, from now on.'),
    policy: z.string().describe('The one that was set.'),
    ial: z.union([z.literal(1), z.literal(2)]),
    aal: z.union([z.literal(1), z.literal(2)]),
    naming: z.enum([...NAMING_STYLES, 'mixed']),
    userinfo: z
      .enum(USERINFO_FORMATS)
      .optional()
      .describe('As the text tells it; missing of a bare JWT, and then left as it was.'),
    claims: z
      .array(
        z.object({
          name: z.string(),
          ...writing,
          here: z
            .object(writing)
            .optional()
            .describe('How it is written here, where that is another way.'),
        }),
      )
      .describe('What the policy releases from now on.'),
    unknown: z.array(z.string()).describe('Names of claims that nothing here can release.'),
    unnamed: z
      .number()
      .int()
      .describe('How many more members have names that look like data and are not repeated.'),
    persona: z.string().describe('Somebody of the catalogue who has the same level and claims.'),
  })
  .meta({ id: 'Shape', description: 'What a token looked like: names and ways of writing.' });
export type Shape = z.infer<typeof shape>;
