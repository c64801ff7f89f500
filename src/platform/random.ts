import { randomFillSync } from 'node:crypto';

/** One call of the generator costs more than the bytes that it answers: a request needs a dozen small ones. */
const POOL = Buffer.allocUnsafe(4096);
let used = POOL.length;

/** `size` bytes (at most 4096) that cannot be guessed; no byte is handed out twice. */
export function randomBytes(size: number): Buffer {
  if (used + size > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const bytes = Buffer.from(POOL.subarray(used, used + size));
  POOL.fill(0, used, used + size); // what has become a secret is not to be found here as well
  used += size;
  return bytes;
}
