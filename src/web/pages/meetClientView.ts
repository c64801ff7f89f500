import type { Form, Href } from './common.js';

/** What a scope of a client's own may mean; the words are in the locale. */
export type Meaning = 'nothing' | 'login' | 'mfa' | 'verified';

/** A client that nobody registered asks: posts `request`, `certificate`, and `meaning-<n>` for the n-th handle. */
export interface MeetClientModel extends Form<
  'certificate' | 'redirect_uri' | `meaning-${number}`
> {
  /** The authorization request, to go on with. */
  readonly request: Href;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly profile: string;
  readonly responseType: string;
  readonly scopes: readonly string[];
  readonly acrValues: readonly string[];
  readonly pkce: 'S256' | 'plain' | 'none';
  /** Whether it can authenticate by a key alone, whose certificate is to be told here. */
  readonly keyed: boolean;
  /** Scopes that mean nothing here. */
  readonly handles: readonly string[];
}
