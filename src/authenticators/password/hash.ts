import { randomBytes } from '../../platform/random.js';

/** `own`: OWASP's figures for argon2id. `generated`: as cheap as argon2 gets, for a password of at least 128 random bits. */
export type HashCost = 'own' | 'generated';

const COSTS = {
  own: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  generated: { memoryCost: 8, timeCost: 1, parallelism: 1 },
} as const;

/** RFC 9106 section 4. Its own would cost the library a turn of the thread pool. */
const SALT_BYTES = 16;

/** A hash of nothing, at the cost of a person's own password: spends the same time on an account that does not exist. */
const NOBODY = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** An argon2id hash (RFC 9106) with its salt and parameters, in PHC string format. */
export async function hashPassword(password: string, cost: HashCost): Promise<string> {
  const argon2 = await import('argon2');
  return argon2.hash(password.normalize('NFC'), {
    ...{ type: argon2.argon2id, salt: randomBytes(SALT_BYTES), ...COSTS[cost] },
  });
}

/** Whether the password belongs to the hash. Without a hash the answer is no, after the time that a yes takes. */
export async function matchesPassword(
  hash: string | undefined,
  password: string,
): Promise<boolean> {
  const argon2 = await import('argon2');
  const matches = await argon2.verify(hash ?? NOBODY, password.normalize('NFC'));
  return matches && hash !== undefined;
}
