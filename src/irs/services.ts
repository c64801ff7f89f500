import type { Level } from './levels.js';

/** A sign-in with two factors; the person's own word about who they are is enough. */
export const SIGNED_IN: Level = { ial: 1, aal: 2 };
/** Besides, an identity proofed by evidence: what anybody's tax records require. */
export const VERIFIED: Level = { ial: 2, aal: 2 };

export type TaxServiceId = 'account' | 'transcripts' | 'payment' | 'refund';
export type BenefitServiceId = 'benefits' | 'deposits' | 'office';
export type ServiceId = TaxServiceId | BenefitServiceId;

/** An online service and the level below which it opens for nobody. */
export interface Service<Id extends ServiceId = ServiceId> {
  readonly id: Id;
  readonly needs: Level;
}

export const TAX_SERVICES: readonly Service<TaxServiceId>[] = [
  { id: 'account', needs: VERIFIED },
  { id: 'transcripts', needs: VERIFIED },
  { id: 'payment', needs: SIGNED_IN },
  { id: 'refund', needs: SIGNED_IN },
];

export const BENEFIT_SERVICES: readonly Service<BenefitServiceId>[] = [
  { id: 'benefits', needs: VERIFIED },
  { id: 'deposits', needs: VERIFIED },
  { id: 'office', needs: SIGNED_IN },
];

/** The service a form or a path names; undefined when there is none of that name. */
export const findService = <Id extends ServiceId>(
  services: readonly Service<Id>[],
  id: unknown,
): Service<Id> | undefined => services.find((service) => service.id === id);
