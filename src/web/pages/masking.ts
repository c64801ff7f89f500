import type { Fact } from './common.js';

/** Shows enough of a value to recognise it and no more: this page may be seen over a shoulder. */
export function maskClaim(name: string, value: unknown): Fact {
  switch (name) {
    case 'ssn':
      return maskSsn(text(value));
    case 'phone_number':
      return maskPhone(text(value));
    case 'birthdate':
      return `••/••/${text(value).slice(0, 4)}`;
    case 'email':
      return text(value);
    case 'address':
      return maskAddress(value);
    case 'evidence':
      return { words: kindsOf(value).map((kind) => `account.evidence.${kind}`) };
    case 'proofing_pathway':
      return { words: [`account.pathway.${text(value)}`] };
    case 'verified_at':
    case 'updated_at':
      return { day: Number(value) * 1000 };
    default:
      return text(value);
  }
}

export const maskSsn = (ssn: string): string => `•••-••-${ssn.slice(-4)}`;

export const maskPhone = (phone: string): string => `(•••) •••-${phone.slice(-4)}`;

export const maskNumber = (number: string): string =>
  number.length <= 4 ? '••••' : `${'•'.repeat(number.length - 4)}${number.slice(-4)}`;

function maskAddress(value: unknown): string {
  const { street_address, locality, region } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return `${text(street_address).replace(/^\d+/, '•••')}, ${text(locality)}, ${text(region)}`;
}

const kindsOf = (evidence: unknown): readonly string[] =>
  Array.isArray(evidence)
    ? evidence.map((item) => text((item as { readonly type?: unknown }).type))
    : [];

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
