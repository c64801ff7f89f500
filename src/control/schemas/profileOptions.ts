import { z } from 'zod';
import {
  levelsOf,
  NAMING_STYLES,
  needsVerification,
  POLICY_CLAIMS,
  toldBy,
} from '../../assurance/index.js';
import { STRICTNESSES, USERINFO_FORMATS } from '../../partners/index.js';
import { MAGIC_MODES } from '../../scenarios/index.js';
import { endpointFault } from '../../signals/index.js';
import { standingOutcomes } from './outcomes.js';

const level = z.union([z.literal(1), z.literal(2)]);

const naming = z.enum(NAMING_STYLES);

const policy = z
  .strictObject({
    ial: level,
    aal: level,
    claims: z
      .array(z.enum(POLICY_CLAIMS))
      .max(50)
      .optional()
      .describe(
        'What it releases in the profile idme, besides uuid, by any of the names known there; what its level releases unless said.',
      ),
    naming: naming
      .optional()
      .describe(
        'Renames the claims: as ID.me (fname), as OpenID Connect where ID.me does so (given_name), as TEFCA policies (SSN, birthdate month first). As they are written unless said.',
      ),
  })
  .superRefine(({ ial, claims = [] }, { addIssue }) => {
    const index = claims.findIndex((name) => needsVerification(toldBy(name) ?? ''));
    if (ial !== 2 && index >= 0)
      addIssue({ code: 'custom', path: ['claims', index], message: 'is told at ial 2 alone' });
  })
  .meta({ id: 'Policy', description: 'What one of the words of a client means in a scope.' });

/** RFC 6749 section 3.3: a word of a scope. */
export const handle = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/);
const MOST_POLICIES = 50;

const isPage = (text: string): boolean => URL.canParse(text) && /^https?:/i.test(text);

const page = z.string().max(2048).refine(isPage, 'must be an absolute http or https URL');

const members = {
  policies: z
    .record(handle, policy)
    .refine(
      (handles) => Object.keys(handles).length <= MOST_POLICIES,
      `has more than ${MOST_POLICIES} handles`,
    )
    .superRefine((handles, { addIssue }) => {
      for (const [name, { ial, aal }] of Object.entries(handles)) {
        const fixed = levelsOf(name);
        if (fixed && (Math.max(fixed.ial, 1) !== ial || fixed.aal !== aal))
          addIssue({ code: 'custom', path: [name], message: 'means another level to everybody' });
      }
    })
    .optional()
    .describe("What the client's own words for a level mean when a scope has them."),
  naming: naming.optional().describe('Of policies that neither say nor list their claims.'),
  userinfo: z
    .enum(USERINFO_FORMATS)
    .optional()
    .describe(
      'How userinfo of the profile idme is written: a JWT as JSON text (quoted, unless said), a JWT, JSON, or a JWE as JSON text twice over, to an RSA key of the client.',
    ),
  strictness: z
    .enum(STRICTNESSES)
    .optional()
    .describe(
      "lenient (unless said): as ID.me's clients were seen to get away with in the profile idme; strict: as its documentation says. An access token answers once, a scope must be one of the client's policies, redirect URIs have no query.",
    ),
  single_use_access_tokens: z
    .boolean()
    .optional()
    .describe(
      'Whether an access token answers once in the profile idme; as strictness has it unless said.',
    ),
  magic_values: z
    .enum(MAGIC_MODES)
    .optional()
    .describe('Whose magic values and payload documents count; as configured unless said.'),
  outcomes: standingOutcomes.optional(),
  failure_to_proof_url: page
    .optional()
    .describe(
      'Where somebody goes who cannot be verified and leaves, without reason or state; back with access_denied unless said.',
    ),
  push_url: z
    .string()
    .max(2048)
    .refine(
      (url) => endpointFault(url) === undefined,
      'must be an absolute http or https URL that may be called',
    )
    .optional()
    .describe(
      'Where security event tokens (RFC 8417) about people who agreed are pushed to, as Login.gov does: signed by the issuer of the profile logingov.',
    ),
  initiate_login_uri: page
    .optional()
    .describe(
      'Where its own login begins (OpenID Connect Core section 4); before that of its metadata.',
    ),
};

/** What a client says of the profiles that it speaks. */
export const profileOptions = z.strictObject(members).meta({ id: 'ProfileOptions' });

const orNull = Object.fromEntries(
  Object.entries(members).map(([name, schema]) => [name, schema.unwrap().nullable().optional()]),
);

/** A member that is null is removed; what is not named stays. */
export const profileOptionsChange = z.strictObject(orNull).meta({ id: 'ProfileOptionsChange' });
