import type { EvidenceSummary, Verification } from '../../assurance/index.js';
import type { Instant } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import type { Bearer } from '../../press/index.js';
import type { DocumentType } from '../../proofing/index.js';
import { issuerOf } from './recordOf.js';

/** The document that a person would show: a licence if there is one. */
const firstDocument = ({ documents }: Bearer): DocumentType | undefined =>
  (['drivers_license', 'state_id', 'passport', 'passport_card'] as const).find(
    (type) => documents[type] !== undefined,
  );

/** What a person is proofed with: a licence, too, where there is no document at all. */
export const documentTypeOf = (bearer: Bearer): DocumentType =>
  firstDocument(bearer) ?? 'drivers_license';

/**
 * The verification of somebody who comes verified: a document (STRONG) and, with a number, a phone account (FAIR), as IAL2
 * asks for (63A section 4.2.2). The attempt it names never took place here, and its pathway says so.
 */
export function preverified(
  bearer: Bearer,
  now: Instant,
  state: Verification['state'] = 'verified',
): Verification {
  return {
    attempt: newId('att', now),
    ial: 2,
    state,
    verifiedAt: now,
    pathway: 'preverified',
    attributes: bearer.attributes,
    evidence: evidenceOf(bearer),
  };
}

function evidenceOf(bearer: Bearer): EvidenceSummary[] {
  const type = firstDocument(bearer);
  const facts = type && bearer.documents[type];
  return [
    ...(type && facts
      ? [
          {
            type,
            strength: 'strong' as const,
            issuer: issuerOf(type),
            number: facts.number,
            expires_on: facts.expires_on,
          },
        ]
      : []),
    ...(bearer.attributes.phone === undefined
      ? []
      : [{ type: 'phone_account' as const, strength: 'fair' as const }]),
  ];
}
