import { errors, type Client } from 'oidc-provider';
import { satisfies, type Levels } from '../assurance/index.js';
import { releasedClaims, requestFacts, type RequestParams } from './request.js';

/** Member of a client's metadata, seen by the provider alone: the most that its organisation may ask for. */
export const LIMITS = 'standin_limits';

export interface Limits {
  readonly levels: Levels;
  /** Names of claims; all of them unless said. */
  readonly attributes?: readonly string[] | undefined;
}

/**
 * Throws `invalid_scope` (RFC 6749 section 4.1.2.1) where a request asks for more than the organisation of its client may, so that
 * it goes back to the client before anybody is asked anything.
 */
export function holdToLimits(client: Client | undefined, params: RequestParams): void {
  const limits = client?.[LIMITS] as Limits | undefined;
  if (!limits) return;
  const { required } = requestFacts(params);
  const tooMuch = [
    ...(required && !satisfies(limits.levels, required)
      ? levelsBeyond(limits.levels, required)
      : []),
    ...releasedClaims(params).filter((claim) => !covers(limits, claim)),
  ];
  if (tooMuch.length === 0) return;
  const description = `the organisation of this client may not ask for: ${tooMuch.join(', ')}`;
  throw new errors.InvalidScope(description, String(params['scope']));
}

const levelsBeyond = (most: Levels, { ial, aal }: Levels): readonly string[] => [
  ...(ial > most.ial ? [`IAL${ial}`] : []),
  ...(aal > most.aal ? [`AAL${aal}`] : []),
];

/** That an address or number is verified goes with it; when the claims last changed says nothing of the person. */
const covers = ({ attributes }: Limits, claim: string): boolean =>
  attributes === undefined ||
  claim === 'updated_at' ||
  attributes.includes(claim) ||
  attributes.includes(claim.replace(/_verified$/, '')) ||
  (claim === 'postal_code' && attributes.includes('address'));
