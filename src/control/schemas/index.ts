/** Types of everything that goes over the wire, for those who call the API. */
export type { Client, ClientChange, ClientRequest } from './clients.js';
export type { Problem } from './common.js';
export type { Partner, PartnerChange, PartnerRequest } from './partners.js';
export type { MadePerson as PersonMade, Person, PersonChange, PersonRequest } from './people.js';
