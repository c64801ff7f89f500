import { z } from 'zod';
import { reference, tag } from './common.js';

const wear = z.string().min(1).max(60).describe('A word of catalogue/wears.');

/** A picture that is worn so, or a document in words in its place. */
const picture = z.union([
  wear,
  z
    .record(z.string().min(1).max(100), z.unknown())
    .refine((words) => JSON.stringify(words).length <= 20_000, 'has more than 20000 characters')
    .describe("A payload document, where the client's `magic_values` say so."),
]);

const proof = z.union([
  z.literal(true),
  z.strictObject({
    pictures: z
      .strictObject({
        front: picture.optional(),
        back: picture.optional(),
        selfie: picture.optional(),
      })
      .optional(),
    letter_code: z
      .string()
      .regex(/^\d{6}$/, 'must be six digits')
      .optional()
      .describe('The code of a letter (`GET /messages?kind=letter`) that the attempt waits for.'),
  }),
]);

const consent = z.union([
  z.enum(['allow', 'deny']),
  z.strictObject({ attributes: z.array(z.string().min(1).max(100)).max(100) }),
]);

/** Either an authorization URL as the app built it, or what to ask for and on whose behalf. */
export const signInRequest = z
  .strictObject({
    person: reference.describe('Id, e-mail address or persona.'),
    authorize_url: z.string().min(1).max(8192).optional(),
    client_id: z.string().min(1).max(255).optional(),
    scope: z.string().min(1).max(2048).optional(),
    acr_values: z
      .string()
      .min(1)
      .max(2048)
      .optional()
      .describe(
        'What to ask for besides, in the words of the profile. `logingov` has to be asked for something: unless said, for a facial match where the scope tells of a verified identity, else for authentication alone.',
      ),
    profile: z.enum(['standard', 'idme', 'logingov']).optional(),
    redirect_uri: z.string().min(1).max(2048).optional(),
    exchange: z.boolean().optional().describe('Redeems the code and reads the claims.'),
    tag: tag.optional(),
    consent: consent
      .default('allow')
      .describe(
        'Counts where consent is asked for: one that was given before stands, unless the request says prompt=consent.',
      ),
    session: z
      .string()
      .min(1)
      .max(4096)
      .regex(/^[\x20-\x7e]+$/, 'must be cookies as a browser sends them')
      .optional()
      .describe('The person is signed in already: the `session` of an answer before.'),
    proof: proof.optional().describe('Verifies the person where the request asks for it.'),
  })
  .meta({ id: 'SignInRequest' });
export type SignInRequest = z.input<typeof signInRequest>;

export const signIn = z
  .object({
    outcome: z.enum(['redirected', 'retry', 'pending', 'stopped']),
    redirect_to: z.string().optional(),
    code: z.string().optional(),
    error: z.string().optional(),
    error_description: z.string().optional(),
    code_verifier: z.string().optional().describe('PKCE, where the request was built here.'),
    reasons: z
      .array(z.string())
      .describe(
        'Why it went no further: reason codes, the error that the client was told, or where it stands, such as `proof.in_review`. Empty with a code.',
      ),
    steps: z.array(
      z.object({
        step: z.string(),
        outcome: z.string(),
        reasons: z.array(z.string()).optional(),
      }),
    ),
    attempt: z.string().optional().describe('The verification that was begun or taken up.'),
    session: z.string().optional().describe('Cookies by which the person is signed in now.'),
    tokens: z
      .object({
        access_token: z.string(),
        id_token: z.string().optional(),
        refresh_token: z.string().optional(),
        refresh_expires_in: z.number().int().optional().describe('Seconds; in the profile idme.'),
        token_type: z.string(),
        expires_in: z.number().optional(),
        scope: z.string().optional(),
      })
      .optional(),
    claims: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof signIn>;
