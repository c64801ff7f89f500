import type { z } from 'zod';
import type { Attributes } from '../../assurance/index.js';
import type { AccountChange } from '../../accounts/index.js';
import type { PersonDraft } from '../people/person.js';
import type { personChange, personRequest } from '../schemas/people.js';

const ATTRIBUTES = [
  'given_name',
  'middle_name',
  'family_name',
  'suffix',
  'birthdate',
  'sex',
  'address',
  'phone',
  'ssn',
] as const satisfies readonly (keyof Attributes)[];

/** The attributes that a body names; null means to forget one. */
export function attributesIn(body: Readonly<Record<string, unknown>>): Attributes {
  const named = ATTRIBUTES.filter((name) => body[name] !== undefined);
  const given = named.map((name) => [name, body[name] ?? undefined] as const);
  const attributes: Attributes = Object.fromEntries(given);
  return attributes.ssn === undefined
    ? attributes
    : { ...attributes, ssn: attributes.ssn.replaceAll('-', '') };
}

export function draftOf(body: z.output<typeof personRequest>): PersonDraft {
  const { id, persona, email, password, ial, authenticators, state, groups, tag } = body;
  return {
    ...{ id, persona, email, password, ial, authenticators, state, groups, tag },
    attributes: attributesIn(body),
  };
}

/** Without `state`, which changes by a move of its own. */
export function changeOf(body: z.output<typeof personChange>): AccountChange {
  const attributes = attributesIn(body);
  return {
    ...(body.email !== undefined && { email: body.email }),
    ...(body.groups !== undefined && { groups: body.groups }),
    ...(body.tag !== undefined && { tag: body.tag ?? undefined }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}
