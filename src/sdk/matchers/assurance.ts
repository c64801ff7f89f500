/** Levels as NIST SP 800-63-4 counts them. */
export interface Levels {
  readonly ial: number;
  readonly aal: number;
}

/**
 * The levels that claims state: of claims, of a signed-in answer, of a set of tokens or of an ID token itself, whose signature
 * is not looked at. Undefined for what states none.
 */
export function assuranceOf(received: unknown): Levels | undefined {
  const claims = claimsIn(received);
  if (!claims) return undefined;
  const named = /(?:ial\/(\d)\/)?aal\/(\d)$/.exec(textIn(claims, 'acr') ?? '');
  const ial = textIn(claims, 'ial') ?? textIn(claims, 'credential_ial') ?? named?.[1];
  const aal = textIn(claims, 'aal') ?? textIn(claims, 'credential_aal') ?? named?.[2];
  return ial === undefined && aal === undefined
    ? undefined
    : { ial: levelOf(ial), aal: levelOf(aal) };
}

type Claims = Readonly<Record<string, unknown>>;

function claimsIn(received: unknown): Claims | undefined {
  if (typeof received === 'string') return payloadOf(received);
  if (typeof received !== 'object' || received === null) return undefined;
  const { claims, tokens, idToken, id_token } = received as Claims;
  const token = idToken ?? id_token;
  if (typeof claims === 'object' && claims !== null) return claims as Claims;
  if (typeof claims === 'function') return claimsIn((claims as () => unknown).call(received));
  if (typeof token === 'string') return payloadOf(token);
  return tokens === undefined ? (received as Claims) : claimsIn(tokens);
}

/** RFC 7519 section 7.2, as far as reading goes. */
function payloadOf(token: string): Claims | undefined {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    );
    return typeof payload === 'object' && payload !== null ? (payload as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function textIn(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Login.gov's words for a verified identity and for two factors, which have no number. */
const SECOND = /^urn:acr\.login\.gov:verified|:duo$/;

/** `IAL2` and `2` are the same; who has no level stated has the lowest. */
const levelOf = (text = ''): number => (SECOND.test(text) ? 2 : Number(/\d/.exec(text)?.[0] ?? 1));
