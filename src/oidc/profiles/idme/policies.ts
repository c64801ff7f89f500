import type { Policy } from '../../../partners/index.js';

const NS = 'http://idmanagement.gov/ns/assurance/';
const COMMUNITIES = [
  ...['military', 'responder', 'first_responder', 'student', 'teacher', 'government', 'employee'],
  ...['hospital_employee', 'alumni', 'nurse', 'medical', 'senior', 'age'],
];
const CANADIAN = [
  ...['military', 'responder', 'student', 'teacher', 'government', 'nurse', 'doctor', 'alumni'],
];

/** A community's policy releases what ID.me's do unless they are set otherwise: who, and where. */
const community: Policy = { ial: 1, aal: 1, claims: ['fname', 'lname', 'email', 'zip'] };

/** Policies that partners of ID.me were seen to ask for, as long as a client does not say otherwise. */
export const IDME_POLICIES: Readonly<Record<string, Policy>> = {
  login: { ial: 1, aal: 1 },
  mfa: { ial: 1, aal: 2 },
  multifactor: { ial: 1, aal: 2 },
  [`${NS}loa/1/vets`]: { ial: 1, aal: 1 },
  [`${NS}loa/3/vets`]: { ial: 2, aal: 2 },
  ...Object.fromEntries(
    [...COMMUNITIES, ...CANADIAN.map((name) => `${name}_canada`)].map((name) => [name, community]),
  ),
};
