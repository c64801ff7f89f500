import type { Provider } from 'oidc-provider';
import type { Clock, Instant } from '../platform/clock.js';
import { safeEqual } from '../platform/secrets.js';

/** Member of a client's metadata, seen by the provider alone: every secret with its end, newest first. */
export const SECRETS = 'standin_secrets';

interface Secret {
  readonly value: string;
  readonly expiresAt?: Instant | undefined;
}

/** The library compares with one secret; a rotated one stays valid until its grace has passed. Constant time for each. */
export function acceptSeveralSecrets(provider: Provider, clock: Clock): void {
  Object.defineProperty(provider.Client.prototype, 'compareClientSecret', {
    value(this: Readonly<Record<string, unknown>>, given: string): boolean {
      const secrets = (this[SECRETS] ?? this['standinSecrets'] ?? []) as readonly Secret[];
      const now = clock.now();
      return secrets
        .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
        .map(({ value }) => safeEqual(value, given))
        .includes(true);
    },
  });
}
