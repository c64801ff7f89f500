import { z } from 'zod';
import type { ProblemError } from './problem.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

export type Validated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly ProblemError[] };

const MOST_ERRORS = 50;

/** Judges a value by its schema: every fault with its place, and what is known there where a word is not. */
export function validate<T>(schema: z.ZodType<T>, value: unknown): Validated<T> {
  const unreadable = unreadableTexts(value);
  if (unreadable.length > 0) return { ok: false, errors: unreadable.slice(0, MOST_ERRORS) };
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = withoutEchoes(parsed.error.issues).flatMap((issue) =>
    errorsOf(schema, issue, issue.path),
  );
  return { ok: false, errors: errors.slice(0, MOST_ERRORS) };
}

/** Texts and names of members that no database keeps as they are: PostgreSQL has no NUL, UTF-8 no half of a surrogate pair. */
function unreadableTexts(value: unknown, path: Path = []): ProblemError[] {
  if (typeof value === 'string')
    return /\0|\p{Surrogate}/u.test(value)
      ? [{ path: pointer(path), message: 'must not hold NUL or half a surrogate pair' }]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...(Array.isArray(value) ? [] : unreadableTexts(name, path)),
    ...unreadableTexts(member, [...path, name]),
  ]);
}

/** A value of the wrong type is said to be so; that it is also too short for what it should be helps nobody. */
function withoutEchoes(issues: readonly Issue[]): readonly Issue[] {
  const mistyped = new Set(
    issues.flatMap(({ code, path }) => (code === 'invalid_type' ? [pointer(path)] : [])),
  );
  return issues.filter(({ code, path }) => code === 'invalid_type' || !mistyped.has(pointer(path)));
}

/** RFC 6901. */
export const pointer = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function errorsOf(schema: z.ZodType, issue: Issue, path: Path): ProblemError[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: pointer([...path, key]),
        message: 'is not a known member',
        known: membersAt(schema, path),
      }));
    case 'invalid_union':
      return unionErrors(schema, issue, path);
    case 'invalid_value': {
      const known = issue.values.map(String);
      const message = issue.input === undefined ? 'is required' : choiceOf(known);
      return [{ path: pointer(path), message, known }];
    }
    default:
      return [{ path: pointer(path), message: messageOf(issue) }];
  }
}

/** Of several forms, the one that fits best tells what is wrong: the one whose faults lie deepest. */
function unionErrors(
  schema: z.ZodType,
  { errors }: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
): ProblemError[] {
  if (errors.length === 0) return [unknownForm(schema, path)];
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((one) => one.path.length));
  const values = errors.flatMap((issues) =>
    issues.flatMap((one) =>
      one.code === 'invalid_value' && one.path.length === 0 ? one.values.map(String) : [],
    ),
  );
  const best = errors.find((issues) =>
    issues.some((one) => one.code === 'unrecognized_keys' || one.path.length > 0),
  );
  if (best && depth(best) >= 0)
    return best.flatMap((one) => errorsOf(schema, one, [...path, ...one.path]));
  return [
    {
      path: pointer(path),
      message: values.length > 0 ? choiceOf(values) : 'has none of the forms it may have',
      ...(values.length > 0 && { known: values }),
    },
  ];
}

/** Forms that a word tells apart, none of which has this one. */
function unknownForm(schema: z.ZodType, path: Path): ProblemError {
  const known = [...new Set(schemasAt(schema, path).flatMap(wordsOf))];
  return { path: pointer(path), message: choiceOf(known), known };
}

const wordsOf = ({ const: one, enum: several = [] }: JsonSchema): readonly string[] =>
  one === undefined ? several : [one];

/** More than this are read where they stand alone, in `known`. */
const MOST_IN_A_SENTENCE = 20;

const choiceOf = (known: readonly string[]): string =>
  known.length > MOST_IN_A_SENTENCE
    ? `is none of the ${known.length} that are known`
    : `must be one of: ${known.join(', ')}`;

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${typeNamed(issue.expected)}`;
    case 'too_small':
      return issue.minimum === 1 && issue.origin in UNITS
        ? 'must not be empty'
        : `must ${amountOf(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `must ${amountOf(issue.origin, 'at most', issue.maximum)}`;
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  ...{ string: 'a string', number: 'a number', int: 'a whole number', boolean: 'true or false' },
  ...{ array: 'a list', object: 'an object', record: 'an object' },
};
const typeNamed = (expected: string): string => TYPES[expected] ?? `of type ${expected}`;

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'items' };
const amountOf = (origin: string, bound: string, amount: number | bigint): string =>
  origin in UNITS ? `have ${bound} ${amount} ${UNITS[origin]}` : `be ${bound} ${amount}`;

interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly allOf?: readonly JsonSchema[];
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** Names of the members that an object at this path may have, in any of its forms. */
const membersAt = (schema: z.ZodType, path: Path): readonly string[] => [
  ...new Set(schemasAt(schema, path).flatMap(({ properties }) => Object.keys(properties ?? {}))),
];

/** What there may be at a path, in any form. */
function schemasAt(schema: z.ZodType, path: Path): readonly JsonSchema[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const resolve = (one: JsonSchema): readonly JsonSchema[] => {
    const { $ref } = one;
    const target = $ref === '#' ? root : root.$defs?.[$ref?.replace('#/$defs/', '') ?? ''];
    return [
      one,
      ...(target && target !== one ? resolve(target) : []),
      ...[one.anyOf, one.oneOf, one.allOf].flatMap((forms) => (forms ?? []).flatMap(resolve)),
    ];
  };
  const step = (schemas: readonly JsonSchema[], part: PropertyKey): readonly JsonSchema[] =>
    schemas.flatMap(resolve).flatMap(({ properties, items, additionalProperties: others }) => {
      const next = typeof part === 'number' ? items : (properties?.[String(part)] ?? others);
      return typeof next === 'object' ? [next] : [];
    });
  return path.reduce(step, [root]).flatMap(resolve);
}
