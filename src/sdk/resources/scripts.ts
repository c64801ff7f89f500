import type { Ask } from '../ask.js';
import { segment } from '../request.js';
import type {
  AppliedScenario,
  Attempt,
  AttemptAction,
  AttemptQuery,
  Fault,
  FaultRequest,
  Outcome,
  OutcomeRequest,
  Scenario,
} from '../types.js';
import {
  kept,
  listed,
  made,
  pathOf,
  type Kept,
  type Listed,
  type Made,
  type Ref,
} from './resource.js';

export interface Cleared {
  /** Removes every one. */
  clear(): Promise<void>;
}

const cleared = (ask: Ask, path: string): Cleared => ({
  clear: () => ask({ method: 'DELETE', path }),
});

/** Scripts of what the steps of a verification come to. */
export interface Outcomes
  extends Listed<Outcome>, Kept<Outcome>, Made<Outcome, OutcomeRequest>, Cleared {}

export const createOutcomes = (ask: Ask): Outcomes => ({
  ...listed(ask, '/outcomes'),
  ...kept(ask, '/outcomes'),
  ...made(ask, '/outcomes'),
  ...cleared(ask, '/outcomes'),
});

/** Faults of the protocol and of deliveries. */
export interface Faults extends Listed<Fault>, Kept<Fault>, Made<Fault, FaultRequest>, Cleared {}

export const createFaults = (ask: Ask): Faults => ({
  ...listed(ask, '/faults'),
  ...kept(ask, '/faults'),
  ...made(ask, '/faults'),
  ...cleared(ask, '/faults'),
});

export interface ScenarioWishes {
  readonly clientId?: string;
  readonly person?: string;
}

/** Named stories: a persona, what happens to them, what the app receives. */
export interface Scenarios extends Listed<Scenario> {
  get(id: string): Promise<Scenario>;
  /** Makes the person and arms the story. */
  apply(id: string, wishes?: ScenarioWishes): Promise<AppliedScenario>;
}

export const createScenarios = (ask: Ask): Scenarios => ({
  ...listed(ask, '/scenarios'),
  get: kept<Scenario>(ask, '/scenarios').get,
  apply: (id, body = {}) =>
    ask({ method: 'POST', path: `${pathOf('/scenarios', id)}/apply`, body }),
});

/** Verifications: what came of them, and deciding them. */
export interface Attempts extends Listed<Attempt, AttemptQuery> {
  get(attempt: Ref): Promise<Attempt>;
  /** A picture that was submitted, while it is kept: `front`, `back` or `selfie`, as the attempt's `pictures` say. */
  picture(attempt: Ref, which: string): Promise<Uint8Array>;
  /** Decides as an operator or a referee would. */
  act(attempt: Ref, action: AttemptAction): Promise<Attempt>;
}

export const createAttempts = (ask: Ask): Attempts => ({
  ...listed(ask, '/attempts'),
  get: kept<Attempt>(ask, '/attempts').get,
  picture: (attempt, which) =>
    ask({
      ...{ method: 'GET', path: `${pathOf('/attempts', attempt)}/pictures/${segment(which)}` },
      as: 'bytes',
    }),
  act: (attempt, body) =>
    ask({ method: 'POST', path: `${pathOf('/attempts', attempt)}/actions`, body }),
});
