/** Parameters that prove or carry something: what is left of them tells two apart, and is good for nothing else. */
const SECRET = new Set([
  ...['client_secret', 'client_assertion', 'code', 'code_verifier', 'password', 'request'],
  ...['access_token', 'refresh_token', 'id_token', 'token', 'id_token_hint', 'assertion'],
  ...['device_code', 'user_code', 'login_hint', 'subject_token', 'actor_token', 'response'],
]);

const MOST_PARAMETERS = 50;
const LONGEST = 1000;

/** `abcd… (43 characters)`; a short one keeps nothing of itself. */
export const mask = (value: string): string =>
  `${value.length > 12 ? value.slice(0, 4) : ''}… (${value.length} characters)`;

/** Texts of a request, by name; secrets masked, lengths bounded. */
export function maskParameters(
  params: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  let left = MOST_PARAMETERS;
  for (const name in params) {
    const value = params[name];
    if (typeof value !== 'string') continue;
    if (left-- === 0) break;
    texts[name.slice(0, 100)] = SECRET.has(name) ? mask(value) : value.slice(0, LONGEST);
  }
  return texts;
}

/** An address with the secrets of its query and fragment masked. */
export function maskUrl(url: string): string {
  return url.replace(
    /([?&#])([^=&#]+)=([^&#]*)/g,
    (whole, lead: string, name: string, value: string) =>
      SECRET.has(name) ? `${lead}${name}=${mask(value)}` : whole,
  );
}
