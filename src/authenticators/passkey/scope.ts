/** Where a passkey is good: its relying party id is the host name of the pages (WebAuthn Level 3, section 4). */
export interface PasskeyScope {
  readonly rpId: string;
  readonly origin: string;
}

/** `base`: the public address of the pages. */
export function passkeyScope(base: string): PasskeyScope {
  const { hostname, origin } = new URL(base);
  return { rpId: hostname, origin };
}

/** The user handle of an account (WebAuthn section 5.4.3): opaque, the same for all its passkeys, at most 64 bytes. */
export const userHandleOf = (uuid: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(uuid);
