import type { Instant } from '../../platform/clock.js';

/** RFC 6238 with the parameters that authenticator apps know: SHA-1, six digits, 30 seconds. */
const PERIOD = 30;

export interface TotpCode {
  readonly code: string;
  readonly validForSeconds: number;
}

/** The time step of an instant (RFC 6238 section 4.2). */
export const stepOf = (now: Instant): number => Math.floor(now / 1000 / PERIOD);

/** A secret of 160 bits, base32 (RFC 4226 section 4 recommends it). */
export async function newTotpSecret(): Promise<string> {
  const { generateSecret } = await import('otplib');
  return generateSecret({ length: 20 });
}

/** The `otpauth://` address that an authenticator app reads from a QR code. */
export async function totpUri(secret: string, issuer: string, label: string): Promise<string> {
  const { generateURI } = await import('otplib');
  return generateURI({ secret, issuer, label });
}

/** The code that an app shows now. */
export async function totpCode(secret: string, now: Instant): Promise<TotpCode> {
  const { generate } = await import('otplib');
  const epoch = Math.floor(now / 1000);
  return { code: await generate({ secret, epoch }), validForSeconds: PERIOD - (epoch % PERIOD) };
}

/** The time step whose code this is, among the present one and its neighbours (drift of 30 s; RFC 6238 section 5.2). */
export async function matchingStep(
  secret: string,
  code: string,
  now: Instant,
): Promise<number | undefined> {
  if (!/^\d{6}$/.test(code)) return undefined;
  const { verify } = await import('otplib');
  const epoch = Math.floor(now / 1000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: PERIOD });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

/** What was typed, without the blanks and dashes that people put between groups. */
export const digitsOf = (typed: string): string => typed.slice(0, 32).replace(/[\s-]/g, '');
