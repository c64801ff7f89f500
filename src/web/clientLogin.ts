/** A client's own login, asked to sign somebody in with us (OpenID Connect Core section 4). */
export function clientLogin(loginUri: string, issuer: string, loginHint?: string): string {
  const url = new URL(loginUri);
  url.searchParams.set('iss', issuer);
  if (loginHint !== undefined) url.searchParams.set('login_hint', loginHint);
  return url.href;
}
