import type { Attributes } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { DocumentData } from '../evidence.js';

/** Whom the attributes are asked of. */
export const SOURCES = [
  ...(['social_security', 'motor_vehicles', 'credit_bureau'] as const),
  ...(['phone_carrier', 'postal_service'] as const),
] as const;
export type SourceName = (typeof SOURCES)[number];

/** What the authoritative sources know of one person, as one row. Consistent with the person's documents. */
export interface PersonRecord {
  readonly id: string;
  readonly attributes: Attributes;
  readonly documents: readonly Pick<DocumentData, 'type' | 'issuer' | 'number' | 'expires_on'>[];
  readonly deceased_on?: CalendarDate | undefined;
  /** What the carrier knows of the phone. */
  readonly phone_kind?: 'mobile' | 'landline' | 'voip' | undefined;
  /** Sources that have never heard of the person. */
  readonly unknown_to?: readonly SourceName[] | undefined;
  /** Earlier addresses and names that a bureau still lists. */
  readonly former?: readonly Pick<Attributes, 'family_name' | 'address'>[] | undefined;
}

/** Where records are looked up: the sandbox's rows, or the personas of the catalogue. */
export interface RecordsSource {
  bySsn(sandbox: SandboxId, ssn: string): Promise<PersonRecord | undefined>;
  byDocument(sandbox: SandboxId, number: string): Promise<PersonRecord | undefined>;
  byPhone(sandbox: SandboxId, phone: string): Promise<PersonRecord | undefined>;
}

/** Asks the first source, and the next only where it knows nobody: a sandbox's own rows before the catalogue. */
export function firstOf(...sources: readonly RecordsSource[]): RecordsSource {
  const ask = async (how: (source: RecordsSource) => Promise<PersonRecord | undefined>) => {
    for (const source of sources) {
      const found = await how(source);
      if (found) return found;
    }
    return undefined;
  };
  return {
    bySsn: (sandbox, ssn) => ask((source) => source.bySsn(sandbox, ssn)),
    byDocument: (sandbox, number) => ask((source) => source.byDocument(sandbox, number)),
    byPhone: (sandbox, phone) => ask((source) => source.byPhone(sandbox, phone)),
  };
}

/** A source over people that are given as data, such as the catalogue's personas; the same in every sandbox. */
export function catalogueSource(people: readonly PersonRecord[]): RecordsSource {
  const bySsn = new Map(people.map((one) => [one.attributes.ssn, one]));
  const byPhone = new Map(people.map((one) => [one.attributes.phone, one]));
  const byDocument = new Map(
    people.flatMap((one) => one.documents.map(({ number }) => [number, one] as const)),
  );
  return {
    bySsn: (_sandbox, ssn) => Promise.resolve(bySsn.get(ssn)),
    byDocument: (_sandbox, number) => Promise.resolve(byDocument.get(number)),
    byPhone: (_sandbox, phone) => Promise.resolve(byPhone.get(phone)),
  };
}
