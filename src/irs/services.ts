import type { Level } from './levels.js';

/** A sign-in with two factors; the person's own word about who they are is enough. */
export const SIGNED_IN: Level = { ial: 1, aal: 2 };
/** Besides, an identity proofed by evidence: what anybody's tax records require. */
export const VERIFIED: Level = { ial: 2, aal: 2 };

export type ServiceId = 'account' | 'transcripts' | 'payment' | 'refund';

/** An online service and the level below which it opens for nobody. */
export interface Service {
  readonly id: ServiceId;
  readonly needs: Level;
}

export const ACCOUNT: Service = { id: 'account', needs: VERIFIED };
export const PAYMENT: Service = { id: 'payment', needs: SIGNED_IN };

export const SERVICES: readonly Service[] = [
  ACCOUNT,
  { id: 'transcripts', needs: VERIFIED },
  PAYMENT,
  { id: 'refund', needs: SIGNED_IN },
];

/** The service a form or a path names; undefined when there is none of that name. */
export const findService = (id: unknown): Service | undefined =>
  SERVICES.find((service) => service.id === id);
