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
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.flatMap((issue) => errorsOf(schema, issue, issue.path));
  return { ok: false, errors: errors.slice(0, MOST_ERRORS) };
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
      return [{ path: pointer(path), message: `must be one of: ${known.join(', ')}`, known }];
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
      message:
        values.length > 0
          ? `must be one of: ${values.join(', ')}`
          : 'has none of the forms it may have',
      ...(values.length > 0 && { known: values }),
    },
  ];
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
    case 'too_small':
      return `must have at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must have at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message;
  }
}

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' items' };
const unitOf = (origin: string): string => UNITS[origin] ?? '';

interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** Names of the members that an object at this path may have, in any of its forms. */
function membersAt(schema: z.ZodType, path: Path): readonly string[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const resolve = (one: JsonSchema): readonly JsonSchema[] => {
    const { $ref } = one;
    const target = $ref === '#' ? root : root.$defs?.[$ref?.replace('#/$defs/', '') ?? ''];
    return [
      one,
      ...(target && target !== one ? resolve(target) : []),
      ...[...(one.anyOf ?? []), ...(one.allOf ?? [])].flatMap(resolve),
    ];
  };
  const step = (schemas: readonly JsonSchema[], part: PropertyKey): readonly JsonSchema[] =>
    schemas.flatMap(resolve).flatMap(({ properties, items }) => {
      const next = typeof part === 'number' ? items : properties?.[String(part)];
      return next ? [next] : [];
    });
  const found = path.reduce(step, [root]).flatMap(resolve);
  return [...new Set(found.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}
