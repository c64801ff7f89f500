import { hint, ill, well, type Finding } from './finding.js';

const TIMEOUT_MS = 3000;

interface Discovery {
  readonly issuer?: unknown;
  readonly token_endpoint?: unknown;
  readonly standin_test_system?: unknown;
}

/**
 * Whether the issuer is the same from both sides (contract section 2): where browsers reach the running server, and where back
 * channels do. An internal name may well be one that only other containers know.
 */
export async function examineIssuer(
  issuer: string,
  internalUrls: readonly string[],
): Promise<readonly Finding[]> {
  const inside = internalUrls.map((url) => examineInside(url, issuer));
  return Promise.all([examineOutside(issuer), ...inside]);
}

const SELF_SIGNED = 'DEPTH_ZERO_SELF_SIGNED_CERT';

async function examineOutside(issuer: string): Promise<Finding> {
  const discovery = await discoveryAt(issuer);
  const todo = 'check STANDIN_PUBLIC_URL, and what stands between it and this server';
  if (discovery === SELF_SIGNED)
    return hint(
      'issuer',
      `${issuer} has a certificate of its own: browsers ask once whether it will do`,
      'programs trust it by NODE_EXTRA_CA_CERTS=<data folder>/lan/certificate.pem',
    );
  if (typeof discovery === 'string')
    return ill('issuer', `${issuer} cannot be reached from here (${discovery})`, todo);
  return discovery.issuer === issuer
    ? well('issuer', `${issuer}, as browsers reach it`)
    : ill('issuer', `${issuer} calls itself ${nameOf(discovery.issuer)}`, todo);
}

async function examineInside(url: string, issuer: string): Promise<Finding> {
  const name = 'internal issuer';
  const discovery = await discoveryAt(url);
  if (typeof discovery === 'string')
    return hint(
      name,
      `${url} cannot be reached from here (${discovery})`,
      `where it can, ${url}/.well-known/openid-configuration must name ${issuer}`,
    );
  if (discovery.issuer !== issuer)
    return ill(
      name,
      `${url} calls itself ${nameOf(discovery.issuer)}, not ${issuer}`,
      'check STANDIN_INTERNAL_URLS: it must lead to this server',
    );
  return String(discovery.token_endpoint).startsWith(`${url}/`)
    ? well(name, `${url} is ${issuer}, with back channels of its own`)
    : ill(name, `${url} sends back channels elsewhere`, 'name it in STANDIN_INTERNAL_URLS');
}

const nameOf = (issuer: unknown): string =>
  typeof issuer === 'string' && issuer.length < 300 ? issuer : 'nothing';

/** The discovery document below an address, or why there is none. */
export async function discoveryAt(base: string): Promise<Discovery | string> {
  try {
    const response = await fetch(`${base.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    const body: unknown = response.ok ? await response.json() : undefined;
    return typeof body === 'object' && body !== null ? body : `answer ${response.status}`;
  } catch (error) {
    const { name, cause } = error as { name: string; cause?: { code?: unknown } };
    return typeof cause?.code === 'string' ? cause.code : name;
  }
}
