import type { Ask } from '../ask.js';
import type {
  LifecycleRequest,
  MadePerson,
  Person,
  PersonChange,
  PersonRequest,
  SessionCookie,
  SessionRequest,
  TotpCode,
} from '../types.js';
import {
  changed,
  kept,
  listed,
  made,
  pathOf,
  type Changed,
  type Kept,
  type Listed,
  type Made,
  type Ref,
} from './resource.js';
import { pictures, type Pictures } from './pictures.js';

/** What an event needs to be told, such as the new name; `catalogue.events()` says which. */
export type LifecycleMembers = Omit<LifecycleRequest, 'event'>;

/** People who have an account. A person is named by id, e-mail address or persona. */
export interface People
  extends
    Pictures,
    Listed<Person>,
    Kept<Person>,
    Made<Person, PersonRequest, MadePerson>,
    Changed<Person, PersonChange> {
  create(request?: PersonRequest): Promise<MadePerson>;
  /** What the person's authenticator app shows now. */
  totp(person: Ref): Promise<TotpCode>;
  /** Lets something happen to the person, such as `suspend`. */
  lifecycle(
    person: Ref,
    event: LifecycleRequest['event'],
    more?: LifecycleMembers,
  ): Promise<Person>;
  /** A session at Standin, as a cookie that a browser can set. */
  session(person: Ref, wishes?: SessionRequest): Promise<SessionCookie>;
}

const PATH = '/people';

export const createPeople = (ask: Ask): People => ({
  ...listed(ask, PATH),
  ...kept(ask, PATH),
  ...changed(ask, PATH),
  ...pictures(ask, PATH),
  create: (request = {}) => made<Person, PersonRequest, MadePerson>(ask, PATH).create(request),
  totp: (person) => ask({ method: 'GET', path: `${pathOf(PATH, person)}/totp` }),
  lifecycle: (person, event, more) => {
    const path = `${pathOf(PATH, person)}/lifecycle`;
    return ask({ method: 'POST', path, body: { ...more, event } });
  },
  session: (person, body = {}) =>
    ask({ method: 'POST', path: `${pathOf(PATH, person)}/sessions`, body }),
});
