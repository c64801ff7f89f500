import type { Instant } from '../platform/clock.js';
import { isEmailAddress } from '../platform/emailAddress.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';

/** A relying party's organisation: what a person sees on the consent page, and consents to. */
export interface Partner {
  readonly id: string;
  readonly name: string;
  /** An https or data URL of a picture. */
  readonly logo?: string | undefined;
  readonly contacts: readonly string[];
  readonly policy: PartnerPolicy;
  readonly createdAt: Instant;
}

/** The most that an organisation may ask for, and what comes of it; everything that is not said is allowed, and open. */
export interface PartnerPolicy {
  readonly ial?: 1 | 2 | undefined;
  readonly aal?: 1 | 2 | undefined;
  /** Names of claims. */
  readonly attributes?: readonly string[] | undefined;
  /** What steps of a verification come to by default, by their names; what is not said is found out. */
  readonly outcomes?: Readonly<Record<string, string | undefined>> | undefined;
}

export type PartnerFault = 'name_invalid' | 'logo_invalid' | 'contacts_invalid' | 'policy_invalid';

/** Bounds of an organisation's members; `details.most` tells which was passed. */
export function checkPartner(partner: Partner): Result<Partner, PartnerFault> {
  const { name, logo, contacts, policy } = partner;
  if (name.trim() === '' || name.length > 100) return refused('name_invalid', { most: 100 });
  if (logo !== undefined && !isLogo(logo)) return refused('logo_invalid', { most: MOST_LOGO });
  if (contacts.length > 20 || !contacts.every(isEmailAddress))
    return refused('contacts_invalid', { most: 20 });
  const attributes = policy.attributes ?? [];
  if (attributes.length > 100 || attributes.some((claim) => claim === '' || claim.length > 100))
    return refused('policy_invalid', { most: 100 });
  if (JSON.stringify(policy.outcomes ?? {}).length > MOST_OUTCOMES)
    return refused('policy_invalid', { most: MOST_OUTCOMES });
  return ok(partner);
}

const MOST_LOGO = 100_000;
const MOST_OUTCOMES = 2_000;

/** Pages show it as an image only; a picture in the URL itself must be one of the harmless types. */
const isLogo = (logo: string): boolean =>
  logo.length <= MOST_LOGO && (/^https?:\/\/[^\s"'<>]+$/.test(logo) || DATA_PICTURE.test(logo));

const DATA_PICTURE = /^data:image\/(?:png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/=]+$/;

/** Whether an organisation's policy lets a client ask for these levels. */
export const mayAsk = (
  policy: PartnerPolicy,
  asked: { readonly ial: number; readonly aal: number },
): boolean => asked.ial <= (policy.ial ?? 2) && asked.aal <= (policy.aal ?? 2);
