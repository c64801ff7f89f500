/**
 * control: the control API (`/control/v1`): what tests, consoles and command lines do with a running Standin.
 * Owns: its resources, their schemas (one source for validation, the OpenAPI document and types), problem documents, who may
 * call, the making of people, and signing in without pages.
 * Does not own: the rules of what it drives (domains), pages (web), the protocol (oidc). Nothing imports it but the app and,
 * for types, those who call it.
 */
export { createControl } from './control.js';
export { isApiPath } from './http/paths.js';
export { controlRefusals } from './refusals.js';
export type { ControlDeps } from './deps.js';
export { LOOPBACK_NAMES, namesUs, type AccessRules } from './access/access.js';
export { admitsCaller } from './access/admits.js';
export { createOperatorAccess, type OperatorAccess } from './access/operator.js';
export { API_PATH } from './http/paths.js';
export { createTokens, type Tokens } from './access/tokens.js';
export { documentTypeOf } from './people/evidence.js';
export { createPeople, type People } from './people/people.js';
export { recordOf } from './people/recordOf.js';
export type { MadePerson, PersonDraft, PersonStore } from './people/person.js';
export type { ClientVerdict } from './routes/clientRefusals.js';
export type { ValidateClient } from './routes/clients.js';
export type { Service } from './routes/service.js';
export type { Inject, InjectedRequest, InjectedResponse } from './signIn/inject.js';
export type * from './schemas/index.js';
export { applySeed, type SeedFault, type SeedSections } from './seed.js';
