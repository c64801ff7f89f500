import type { Instant } from '../platform/clock.js';
import type { Attributes } from './attributes.js';
import type { AuthenticatorKind } from './levels.js';
import type { Verification } from './verification.js';

/** What keeps a person out of an account that is otherwise in order, in the order in which it is told. */
export const RESTRICTIONS = ['deceased', 'fraud', 'held', 'locked'] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

/** Everything about a subscriber account that a sign-in or a token may depend on: the read model of the hot path. */
export interface Subscriber {
  readonly id: string;
  /** 32 hex digits; the subject identifier of profiles with public subjects. */
  readonly uuid: string;
  readonly state: 'unconfirmed' | 'active' | 'suspended' | 'closed';
  readonly restrictions: readonly Restriction[];
  readonly email: string;
  /** Self-asserted; a verification's attributes take precedence. */
  readonly attributes: Attributes;
  readonly verification?: Verification | undefined;
  readonly authenticators: readonly AuthenticatorKind[];
  /** Communities that the person belongs to, such as `military:Veteran`. */
  readonly groups?: readonly string[] | undefined;
  readonly persona?: string | undefined;
  readonly tag?: string | undefined;
  readonly createdAt: Instant;
}
