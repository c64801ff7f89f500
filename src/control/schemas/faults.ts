import { z } from 'zod';
import {
  BARE_KINDS,
  FAULT_PLACES,
  FAULT_TOKENS,
  PRESET_NAMES,
  SIGNATURE_FAULTS,
  type FAULT_MATCH_MEMBERS,
} from '../../scenarios/index.js';
import { givenId, instant, listOf, reference } from './common.js';

const match = z
  .strictObject({
    client_id: reference.optional(),
    person: reference.optional(),
    tag: reference.optional(),
  } satisfies Record<(typeof FAULT_MATCH_MEMBERS)[number], z.ZodType>)
  .meta({ id: 'FaultMatch', description: 'Every member given must agree; everybody unless said.' });

const place = z.enum(FAULT_PLACES);

const common = {
  match: match.optional(),
  at: place.optional().describe('Where; needed unless the kind happens at one place alone.'),
  times: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('How often it acts; without end unless said.'),
};

const token = z
  .enum(FAULT_TOKENS)
  .optional()
  .describe('Which; the place tells unless said. `access`: what is said beside the token.');

const headerName = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header');
const headerValue = z
  .string()
  .max(1000)
  .regex(/^[\t\x20-\x7e]*$/, 'must be printable ASCII');

const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/, 'must be printable ASCII without " and \\');

const json = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);

const MOST_VALUE = 16_384;
const TOO_LONG = `must have at most ${MOST_VALUE} characters as JSON`;

const members = {
  status: {
    kind: z.literal('status'),
    status: z.number().int().min(200).max(599).describe('The status of the answer.'),
    body: z
      .union([z.string().max(65_536), z.record(z.string(), z.unknown())])
      .optional()
      .describe('Text, or an object that is sent as JSON.'),
    headers: z
      .record(headerName, headerValue)
      .refine((headers) => Object.keys(headers).length <= 20, 'must have at most 20 members')
      .optional(),
  },
  delay: {
    kind: z.literal('delay'),
    ms: z.number().int().min(1).max(120_000).describe('Milliseconds; at webhook at most 25000.'),
  },
  oauth_error: {
    kind: z.literal('oauth_error'),
    error: text(100).describe('RFC 6749 sections 4.1.2.1 and 5.2, or any other.'),
    description: text(500).optional(),
  },
  claim: {
    kind: z.literal('claim'),
    token,
    claim: z.string().min(1).max(100),
    value: json.refine((value) => JSON.stringify(value).length <= MOST_VALUE, TOO_LONG).optional(),
    remove: z.literal(true).optional(),
  },
  signature: {
    kind: z.literal('signature'),
    token,
    how: z.enum(SIGNATURE_FAULTS),
  },
  clock_skew: {
    kind: z.literal('clock_skew'),
    seconds: z
      .number()
      .int()
      .min(-315_360_000)
      .max(315_360_000)
      .describe('How far ahead the clock goes; behind when negative.'),
  },
  bare: { kind: z.enum([...BARE_KINDS, ...PRESET_NAMES]) },
};

const id = { id: givenId.optional() };
const strict = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ ...id, ...common, ...shape });

export const faultRequest = z
  .discriminatedUnion('kind', [
    strict(members.status),
    strict(members.delay),
    strict(members.oauth_error),
    strict(members.claim),
    strict(members.signature),
    strict(members.clock_skew),
    strict(members.bare),
  ])
  .meta({ id: 'FaultRequest' });
export type FaultRequest = z.input<typeof faultRequest>;

const answered = {
  ...{ id: z.string(), match, at: place },
  times: common.times,
  created_at: instant,
  used: z.number().int().describe('How often it has acted.'),
  times_left: z.number().int().optional(),
  last_used_at: instant.optional(),
};
const plain = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ ...answered, ...shape });

export const fault = z
  .discriminatedUnion('kind', [
    plain(members.status),
    plain(members.delay),
    plain(members.oauth_error),
    plain(members.claim),
    plain(members.signature),
    plain(members.clock_skew),
    plain(members.bare),
  ])
  .meta({ id: 'Fault' });
export type Fault = z.infer<typeof fault>;

const wanted = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ at: place.optional(), times: common.times, ...shape });

/** As a story wants it, for its person. */
export const wantedFault = z
  .discriminatedUnion('kind', [
    wanted(members.status),
    wanted(members.delay),
    wanted(members.oauth_error),
    wanted(members.claim),
    wanted(members.signature),
    wanted(members.clock_skew),
    wanted(members.bare),
  ])
  .meta({ id: 'ScenarioFault' });

export const faultList = listOf(fault).meta({ id: 'FaultList' });

export const knownFault = z
  .object({
    id: z.string().describe('What `kind` says.'),
    preset: z.boolean().describe('Whether it brings its place and members along.'),
    sentence: z.string(),
    at: z.array(place),
    members: z.array(z.string()).describe('What has to be said of it, or may be.'),
    correct_client: z.string().describe('What a correct client, or receiver, answers.'),
  })
  .meta({ id: 'KnownFault' });
export type KnownFault = z.infer<typeof knownFault>;
export const knownFaultList = listOf(knownFault).meta({ id: 'KnownFaultList' });

/** What a kind has of its own. */
export const membersOfKind = (kind: string): readonly string[] =>
  Object.keys((members as Readonly<Record<string, object>>)[kind] ?? {}).filter(
    (name) => name !== 'kind',
  );
