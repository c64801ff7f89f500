import type { Instant, CalendarDate } from '../platform/clock.js';
import type { Attributes } from './attributes.js';

export type Pathway = 'self_service' | 'video_call' | 'in_person' | 'letter' | 'preverified';

/** One piece of evidence, as far as relying parties may learn of it (63A section 2.4). */
export interface EvidenceSummary {
  readonly type: 'drivers_license' | 'state_id' | 'passport' | 'passport_card' | 'phone_account';
  readonly strength: 'fair' | 'strong' | 'superior';
  readonly issuer?: string | undefined;
  readonly number?: string | undefined;
  readonly expires_on?: CalendarDate | undefined;
}

/** What a verified attempt established about a subscriber account. Present = IAL2, unless revoked or lapsed. */
export interface Verification {
  readonly attempt: string;
  readonly ial: 2;
  readonly state: 'verified' | 'revoked' | 'lapsed';
  readonly verifiedAt: Instant;
  readonly pathway: Pathway;
  readonly attributes: Attributes;
  readonly evidence: readonly EvidenceSummary[];
}
