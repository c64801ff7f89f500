import { hash } from 'node:crypto';

/** A number in [0, below) that follows from `seed` and `purpose` alone: the same on every machine and at every time. */
export function draw(seed: string, purpose: string, below: number): number {
  const digest = hash('sha256', `standin press\0${purpose}\0${seed}`, 'hex');
  return Number(BigInt(`0x${digest.slice(0, 16)}`) % BigInt(below));
}

/** A member of `choices`, drawn like a number. */
export function pick<T>(seed: string, purpose: string, choices: readonly T[]): T {
  return choices[draw(seed, purpose, choices.length)] as T;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A base32 text of `length` characters, drawn like a number: for secrets that are documented, never for real ones. */
export function drawBase32(seed: string, purpose: string, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += BASE32.charAt(draw(seed, `${purpose} ${i}`, 32));
  return text;
}
