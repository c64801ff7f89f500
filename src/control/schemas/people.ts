import { z } from 'zod';
import { ACCOUNT_STATES } from '../../accounts/index.js';
import { RESTRICTIONS } from '../../assurance/index.js';
import { LIFECYCLE_EVENTS } from '../people/lifecycleEvents.js';
import { givenId, instant, listOf, page, reference, shortText, tag } from './common.js';

const KINDS = ['password', 'totp', 'phone', 'passkey', 'recovery_codes'] as const;
const name = z.string().min(1).max(100);

const address = z
  .strictObject({
    street_address: shortText,
    locality: shortText,
    region: z.string().regex(/^[A-Z]{2}$/, 'must be the two letters of a state'),
    postal_code: z.string().regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP code'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two letters')
      .default('US'),
    formatted: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('As it is written; made of the others unless said.'),
  })
  .meta({ id: 'Address', description: 'Members of the OpenID Connect address claim.' });

const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be E.164, such as +12025550123');
const birthdate = z.iso.date('must be a day, YYYY-MM-DD');
const ssn = z
  .string()
  .regex(/^\d{3}-?\d{2}-?\d{4}$/, 'must be nine digits')
  .describe('From a range that is never issued, unless the guard is off.');
const sex = z.enum(['F', 'M', 'X']);

export const personAttributes = {
  given_name: name.optional(),
  middle_name: name.optional(),
  family_name: name.optional(),
  suffix: z.string().min(1).max(20).optional(),
  birthdate: birthdate.optional(),
  sex: sex.optional(),
  address: address.optional(),
  phone: phone.optional(),
  ssn: ssn.optional(),
};

const email = z.email('must be an e-mail address').max(254);
const groups = z.array(z.string().min(1).max(100)).max(50);
const state = z.enum(ACCOUNT_STATES);

export const personRequest = z
  .strictObject({
    id: givenId.optional(),
    persona: reference.optional().describe('A persona of the catalogue to be made after.'),
    email: email.optional(),
    password: z.string().min(1).max(128).optional().describe('Generated unless given.'),
    ...personAttributes,
    ial: z
      .union([z.literal(1), z.literal(2)])
      .default(1)
      .describe('1: not proofed. 2: verified.'),
    authenticators: z.array(z.enum(KINDS)).max(KINDS.length).default(['password']),
    state: state.default('active'),
    groups: groups.optional(),
    tag: tag.optional(),
  })
  .meta({ id: 'PersonRequest' });
export type PersonRequest = z.input<typeof personRequest>;

const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().optional();

export const attributeChanges = {
  given_name: orNull(name),
  middle_name: orNull(name),
  family_name: orNull(name),
  suffix: orNull(z.string().min(1).max(20)),
  birthdate: orNull(birthdate),
  sex: orNull(sex),
  address: orNull(address),
  phone: orNull(phone),
  ssn: orNull(ssn),
};

/** An attribute that is null is forgotten. */
export const personChange = z
  .strictObject({
    ...attributeChanges,
    email: email.optional(),
    state: z.enum(['active', 'suspended', 'closed']).optional(),
    groups: groups.optional(),
    tag: orNull(tag),
  })
  .meta({ id: 'PersonChange' });
export type PersonChange = z.input<typeof personChange>;

export const person = z
  .object({
    id: z.string(),
    uuid: z.string().describe('32 hex digits, the subject identifier.'),
    email: z.string(),
    state,
    restrictions: z
      .array(z.enum(RESTRICTIONS))
      .describe('What keeps the person out of an account that is otherwise in order.'),
    merged_into: z.string().optional(),
    ial: z.union([z.literal(1), z.literal(2)]),
    ...personAttributes,
    authenticators: z.array(z.enum(KINDS)),
    verification: z
      .object({
        attempt: z.string(),
        state: z.enum(['verified', 'revoked', 'lapsed']),
        pathway: z.string(),
        verified_at: instant,
      })
      .optional(),
    persona: z.string().optional(),
    groups,
    tag: z.string().optional(),
    created_at: instant,
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof person>;

export const madePerson = person
  .extend({
    password: z.string().optional(),
    totp_secret: z.string().optional().describe('Base32.'),
    recovery_codes: z.array(z.string()).optional(),
    passkey: z
      .object({
        credential_id: z.string(),
        private_key: z.string().describe('PKCS #8, DER.'),
        rp_id: z.string(),
        user_handle: z.string(),
        sign_count: z.number().int(),
      })
      .optional()
      .describe(
        'For a virtual authenticator; bytes are base64, as WebAuthn.addCredential takes them.',
      ),
  })
  .meta({ id: 'MadePerson', description: 'Secrets are told in clear this once.' });
export type MadePerson = z.infer<typeof madePerson>;

export const personList = listOf(person).meta({ id: 'PersonList' });
export const peopleQuery = z.strictObject({
  ...page,
  persona: reference.optional().describe('Made after this persona, or herself.'),
  state: state.optional(),
  tag: tag.optional(),
});

export const totpCode = z
  .object({ code: z.string(), valid_for_seconds: z.number().int() })
  .meta({ id: 'TotpCode' });
export type TotpCode = z.infer<typeof totpCode>;

/** Which members belong to which event is in `catalogue/events`. */
export const lifecycleRequest = z
  .strictObject({
    event: z.enum(LIFECYCLE_EVENTS),
    given_name: name.optional(),
    middle_name: orNull(name),
    family_name: orNull(name),
    suffix: orNull(z.string().min(1).max(20)),
    address: address.optional(),
    phone: phone.optional(),
    email: email.optional(),
    into: reference.optional().describe('The account that goes on.'),
    on: z.iso.date('must be a day, YYYY-MM-DD').optional().describe('Today unless said.'),
  })
  .meta({ id: 'LifecycleRequest' });
export type LifecycleRequest = z.input<typeof lifecycleRequest>;

export const sessionRequest = z
  .strictObject({
    authenticators: z
      .array(z.enum(KINDS))
      .min(1)
      .max(KINDS.length)
      .optional()
      .describe('Used to sign in; unless said, the password and the strongest second factor.'),
  })
  .meta({ id: 'SessionRequest' });
export type SessionRequest = z.input<typeof sessionRequest>;

export const session = z
  .object({
    name: z.string(),
    value: z.string(),
    domain: z.string(),
    path: z.string(),
    expires: z.number().int().describe('Epoch seconds.'),
    httpOnly: z.boolean(),
    secure: z.boolean(),
    sameSite: z.enum(['Lax']),
  })
  .meta({ id: 'SessionCookie', description: 'A cookie, as browser drivers take it.' });
export type SessionCookie = z.infer<typeof session>;

export const pictureQuery = z.strictObject({ wear: z.string().min(1).max(60).optional() });
