/** Types of everything that goes over the wire, for those who call the API. */
export type { Attempt, AttemptAction } from './attempts.js';
export type { Persona, Reason } from './catalogue.js';
export type { Client, ClientChange, ClientRequest } from './clients.js';
export type { Problem } from './common.js';
export type { Findings } from './inspect.js';
export type { Message } from './messages.js';
export type { Outcome, OutcomeRequest } from './outcomes.js';
export type { Partner, PartnerChange, PartnerRequest } from './partners.js';
export type { MadePerson as PersonMade, Person, PersonChange, PersonRequest } from './people.js';
export type { Sandbox, SandboxRequest } from './sandboxes.js';
export type { Service as ServiceInfo } from './service.js';
export type { ControlToken, TokenRequest } from './tokens.js';
export type { SignIn as SignInAnswer, SignInRequest } from './signIn.js';
