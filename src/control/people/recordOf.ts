import { CASCADIA, UTOPIA, type Bearer, type PersonaRecords } from '../../press/index.js';
import type { DocumentType, PersonRecord } from '../../proofing/index.js';

export const issuerOf = (type: DocumentType): string =>
  type === 'passport' || type === 'passport_card' ? UTOPIA.code : CASCADIA.code;

/** What the authoritative sources know of somebody whom the press would print, from what they knew before. */
export function recordOf(
  bearer: Bearer & { readonly records?: PersonaRecords | undefined },
  known?: PersonRecord,
): PersonRecord {
  const { id, attributes, documents, records } = bearer;
  return {
    id,
    attributes,
    documents: Object.entries(documents).map(([type, { number, expires_on }]) => ({
      type: type as DocumentType,
      issuer: issuerOf(type as DocumentType),
      number,
      expires_on,
    })),
    deceased_on: known?.deceased_on ?? records?.deceased_on,
    phone_kind: known?.phone_kind ?? records?.phone_type,
    unknown_to: known?.unknown_to ?? records?.unknown_to,
    former: known?.former,
  };
}
