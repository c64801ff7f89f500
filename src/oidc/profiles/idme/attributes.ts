import type { Claims, Subscriber } from '../../../assurance/index.js';
import type { ProfileOptions } from '../../../partners/index.js';

/** What ID.me's API for attributes says of a person. */
export interface AttributesTold {
  readonly subscriber: Subscriber;
  readonly claims: Claims;
  /** Names of the claims that the policy has, also of those without a value. */
  readonly promised: readonly string[];
}

const LABELS: Readonly<Record<string, string>> = {
  ...{ fname: 'First Name', mname: 'Middle Name', lname: 'Last Name', zip: 'Zip Code' },
  ...{ uuid: 'Unique Identifier', SSN: 'Social Security Number', social: 'Social' },
};

const labelOf = (handle: string): string =>
  LABELS[handle] ??
  handle.replace(/(^|_)([a-z])/g, (_match, gap: string, letter: string) =>
    gap === '' ? letter.toUpperCase() : ` ${letter.toUpperCase()}`,
  );

interface Status {
  readonly group: string;
  readonly subgroups: readonly string[];
  readonly verified: boolean;
}

/** The groups of the person; of somebody without one, how far the identity is verified. A group may name its subgroup: `military:Veteran`. */
function statusOf({ subscriber, claims }: AttributesTold): readonly Status[] {
  const { groups = [] } = subscriber;
  if (groups.length === 0) {
    const verified = claims['level_of_assurance'] === 3 || isVerified(subscriber);
    return [{ group: 'identity', subgroups: verified ? ['IAL2'] : [], verified }];
  }
  return groups.map((text) => {
    const [group = '', ...subgroups] = text.split(':');
    return { group, subgroups, verified: true };
  });
}

const isVerified = ({ verification }: Subscriber): boolean => verification?.state === 'verified';

/** Version 3: a list by handle; what has no value is null. */
export const listed = (told: AttributesTold) => ({
  attributes: told.promised.map((handle) => ({
    ...{ handle, name: labelOf(handle) },
    value: told.claims[handle] ?? null,
  })),
  status: statusOf(told),
});

/** Version 2: members of one object. */
export function flat(told: AttributesTold) {
  const [first] = statusOf(told);
  const { promised, claims, subscriber } = told;
  return {
    id: subscriber.uuid,
    verified: first?.verified ?? false,
    affiliation: first?.subgroups[0] ?? null,
    group: first?.group ?? null,
    ...Object.fromEntries(promised.map((name) => [name, claims[name] ?? null])),
  };
}

/** What an app may ask a client's people for: its policies, by handle. */
export const policiesOf = ({ policies = {} }: ProfileOptions) =>
  Object.keys(policies).map((handle) => ({
    ...{ name: labelOf(handle.replace(/^.*\/assurance\//, '')), handle },
    ...{ active: true, groups: [] },
  }));
