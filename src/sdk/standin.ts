import { createAsk, type Ask } from './ask.js';
import { inSandbox, type Server } from './findServer.js';
import {
  createClients,
  createPartners,
  type Clients,
  type Partners,
} from './resources/applications.js';
import {
  createCatalogue,
  createPersonas,
  type Catalogue,
  type Personas,
} from './resources/catalogue.js';
import { createClock, type SandboxClock } from './resources/clock.js';
import { createMessages, type Messages } from './resources/messages.js';
import { createWhole, type Whole } from './resources/document.js';
import { createEngine, type Engine } from './resources/engine.js';
import { createEvents, type Events } from './resources/events.js';
import {
  createDeliveries,
  createTraces,
  createWebhooks,
  type Deliveries,
  type Traces,
  type Webhooks,
} from './resources/observation.js';
import { createPeople, type People } from './resources/people.js';
import { idOf, type Ref } from './resources/resource.js';
import { createSandboxes, type Sandboxes } from './resources/sandboxes.js';
import {
  createAttempts,
  createFaults,
  createOutcomes,
  createScenarios,
  type Attempts,
  type Faults,
  type Outcomes,
  type Scenarios,
} from './resources/scripts.js';
import { createTokens, type Tokens } from './resources/tokens.js';
import type { SandboxRequest, ServiceInfo, SignInAnswer, SignInRequest } from './types.js';

/** Everything of a sandbox that the control API drives. */
export interface Resources {
  readonly people: People;
  readonly personas: Personas;
  readonly clients: Clients;
  readonly partners: Partners;
  readonly outcomes: Outcomes;
  readonly scenarios: Scenarios;
  readonly faults: Faults;
  readonly attempts: Attempts;
  readonly engine: Engine;
  readonly messages: Messages;
  readonly clock: SandboxClock;
  readonly events: Events;
  readonly traces: Traces;
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly catalogue: Catalogue;
  /** Answered in the default sandbox only. */
  readonly sandboxes: Sandboxes;
  readonly tokens: Tokens;
}

export type SignInWishes = Omit<SignInRequest, 'person'> & { readonly person: Ref };

/** A server, and the sandbox in it that is talked to. */
export interface Standin extends Resources, Whole {
  /** Base address of the sandbox, without a slash at its end. */
  readonly url: string;
  readonly token: string | undefined;
  /** Version of the server. */
  readonly version: string;
  readonly sandboxId: string;
  /** Issuers by profile: `standard`, `idme`. */
  readonly issuers: Readonly<Record<string, string>>;
  readonly urls: ServiceInfo['urls'];
  /** Signs a person in by the real rules, without pages. */
  signIn(wishes: SignInWishes): Promise<SignInAnswer>;
  /** Makes a sandbox and answers it; closing it deletes it. */
  sandbox(request?: SandboxRequest): Promise<Standin>;
  /** Ends what was begun with it: the server of `startStandin`, the sandbox of `sandbox()`; else nothing. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** With proofing, the real engine reads pictures on the way. */
const SIGN_IN_MS = 180_000;

/** Asks the server who it is and answers what drives it; `close` ends what the caller began. Throws a StandinError. */
export async function openStandin(
  server: Server,
  close: () => Promise<void> = () => Promise.resolve(),
): Promise<Standin> {
  const ask = createAsk(server);
  const asked = Date.now();
  const info = await ask<ServiceInfo>({ method: 'GET', path: '/' });
  const ahead = skew(Date.parse(info.now), asked, Date.now());
  return {
    ...resources(ask, () => Date.now() + ahead),
    ...createWhole(ask),
    url: server.base,
    token: server.token,
    version: info.version,
    sandboxId: info.sandbox,
    issuers: info.issuers,
    urls: info.urls,
    signIn: ({ person, ...wishes }) =>
      ask({
        method: 'POST',
        path: '/sign-in',
        body: { ...wishes, person: idOf(person) },
        timeoutMs: SIGN_IN_MS,
      }),
    sandbox: (request = {}) => makeSandbox(server, request),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const resources = (ask: Ask, now: () => number): Resources => ({
  people: createPeople(ask),
  personas: createPersonas(ask),
  clients: createClients(ask),
  partners: createPartners(ask),
  outcomes: createOutcomes(ask),
  scenarios: createScenarios(ask),
  faults: createFaults(ask),
  attempts: createAttempts(ask),
  engine: createEngine(ask),
  messages: createMessages(ask, now),
  clock: createClock(ask),
  events: createEvents(ask),
  traces: createTraces(ask),
  webhooks: createWebhooks(ask),
  deliveries: createDeliveries(ask),
  catalogue: createCatalogue(ask),
  sandboxes: createSandboxes(ask),
  tokens: createTokens(ask),
});

async function makeSandbox(server: Server, request: SandboxRequest): Promise<Standin> {
  const { sandboxes } = resources(
    createAsk({ ...server, base: inSandbox(server.base, 'default') }),
    Date.now,
  );
  const { id } = await sandboxes.create(request);
  return openStandin({ ...server, base: inSandbox(server.base, id) }, () => sandboxes.remove(id));
}

/** How far the server's clock is ahead, in ms, as far as it cannot be the time of travel. */
function skew(theirs: number, asked: number, answered: number): number {
  if (theirs < asked) return theirs - asked;
  return theirs > answered ? theirs - answered : 0;
}
