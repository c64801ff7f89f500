import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';

/** Pages that the protocol itself shows; printed by web. */
export interface OidcPages {
  error(ctx: KoaContextWithOIDC, out: ErrorOut, error: Error): Promise<void>;
  /** Asks before signing out; `form` is the library's hidden form with its token (RP-Initiated Logout 1.0 section 2). */
  signOut(ctx: KoaContextWithOIDC, form: string): Promise<void>;
  signedOut(ctx: KoaContextWithOIDC): Promise<void>;
}
