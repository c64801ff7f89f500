import type { Attributes, EvidenceSummary, Verification } from '../assurance/index.js';
import type { Instant } from '../platform/clock.js';
import type { Attempt, Held } from './attempt.js';

/** Attributes that a document may establish. */
const FROM_DOCUMENT = [
  'given_name',
  'middle_name',
  'family_name',
  'suffix',
  'birthdate',
  'sex',
  'address',
] as const satisfies readonly (keyof Attributes)[];

const present = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

/** What the document says, overlaid with the claimed attributes that the records confirmed. */
export function verifiedAttributes(held: Held): Attributes {
  const document = held.document?.extracted;
  const read: Attributes = document
    ? Object.fromEntries(FROM_DOCUMENT.map((name) => [name, document[name]]))
    : {};
  const confirmed = new Set(held.records?.confirmed ?? []);
  const claimed = Object.entries(held.details ?? {}).filter(([name]) =>
    confirmed.has(name as keyof Attributes),
  );
  return { ...present(read), ...present(Object.fromEntries(claimed)) };
}

/**
 * The evidence an attempt rests on: a photographed document is STRONG, a passport too, for its chip was not read; the
 * phone account, confirmed by a code, is FAIR. Together they reach IAL2 (63A section 4.2.2: one STRONG and one FAIR).
 */
function evidenceOf(held: Held): EvidenceSummary[] {
  const { issuer, number, expires_on } = held.document?.extracted ?? {};
  const document = held.document &&
    held.documentType && {
      type: held.documentType,
      strength: 'strong' as const,
      ...{ issuer, number, expires_on },
    };
  const phone = held.phone && { type: 'phone_account' as const, strength: 'fair' as const };
  return [document, phone].filter((one) => one !== undefined);
}

/** Whether what is held is enough for IAL2. */
export const reachesIal2 = (held: Held): boolean => {
  const strengths = evidenceOf(held).map((one) => one.strength);
  return strengths.includes('strong') && strengths.includes('fair');
};

/** What a verified attempt says about its account. */
export const verificationOf = (attempt: Attempt, verifiedAt: Instant): Verification => ({
  attempt: attempt.id,
  ial: 2,
  state: 'verified',
  verifiedAt,
  pathway: attempt.pathway,
  attributes: verifiedAttributes(attempt.held),
  evidence: evidenceOf(attempt.held),
});
