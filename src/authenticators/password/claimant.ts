/** Who says to sign in: the address as typed and, if it has one, its account. */
export interface Claimant {
  readonly email: string;
  readonly account?: string | undefined;
}
