import type { JSONWebKeySet } from 'jose';
import type { HttpBrowser } from '../support/httpBrowser.js';
import type { Traveller } from '../support/journeyHttp.js';
import { codeIn, verifyIdToken, type Caller, type Client, type Tokens } from './relyingParty.js';

/** Something that the control API said it had made, and what it must answer from then on. */
export interface Resource {
  readonly path: string;
  /** One of these: a change that was under way when the server died may have happened or not. */
  allowed: readonly object[];
}

/** What a relying party and a browser hold after a sign-in. */
export interface SignIn {
  readonly client: Client;
  readonly browser: HttpBrowser;
  readonly traveller: Traveller;
  code?: string;
  tokens?: Tokens;
  readonly spentRefreshTokens: string[];
  sub?: unknown;
  /** A redemption that was under way when the server died: nobody knows whether it happened. */
  unanswered: boolean;
  /** What it held was spent to prove that it is worth something once only. */
  used: boolean;
}

/** What was acknowledged, and so must survive. */
export interface Ledger {
  readonly resources: Resource[];
  readonly signIns: SignIn[];
  /** Addresses whose registration was acknowledged at the first try. */
  readonly registered: Set<string>;
  /** Addresses that went the whole way through proofing. */
  readonly verified: Set<string>;
}

export const newLedger = (): Ledger => ({
  resources: [],
  signIns: [],
  registered: new Set(),
  verified: new Set(),
});

const isSubset = (part: unknown, whole: unknown): boolean => {
  if (typeof part !== 'object' || part === null) return part === whole;
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([name, value]) =>
    isSubset(value, (whole as Readonly<Record<string, unknown>>)[name]),
  );
};

/** Looks for resources that are gone or have become something else. */
export async function lostResources(
  { control }: Caller,
  resources: readonly Resource[],
): Promise<readonly string[]> {
  const checks = resources.map(async (resource) => {
    const answered: unknown = await control('GET', resource.path).catch(String);
    const kept = resource.allowed.filter((each) => isSubset(each, answered));
    if (kept.length === 0) return `${resource.path} became ${JSON.stringify(answered)}`;
    resource.allowed = kept;
    return '';
  });
  return (await Promise.all(checks)).filter(Boolean);
}

/** What is wrong with what a sign-in left behind: session, consent, tokens. Whatever works is held by the ledger from now on. */
export async function lostOf(
  caller: Caller,
  signIn: SignIn,
  jwks: JSONWebKeySet,
): Promise<readonly string[]> {
  if (signIn.used) return [];
  const { browser, client, tokens } = signIn;
  const found: string[] = [];
  const must = (condition: boolean, what: string) => {
    if (!condition) found.push(`${signIn.traveller.email}: ${what}`);
  };
  const silent = await caller.silently(client, browser);
  must(silent.has('code'), `session or consent is gone: ${silent.toString()}`);
  if (signIn.unanswered) {
    signIn.used = true;
    must((await successes(caller, signIn)) <= 1, 'what was under way was redeemed twice');
    return found;
  }
  if (!tokens) return found;
  const sub = await caller.subjectAt(tokens.access_token);
  must(typeof sub === 'string' && sub === (signIn.sub ?? sub), `userinfo: ${JSON.stringify(sub)}`);
  await verifyIdToken(jwks, tokens.id_token, caller.base).catch((error: unknown) =>
    must(false, `id_token: ${String(error)}`),
  );
  const refreshed = await caller.refresh(client, tokens.refresh_token);
  must(refreshed.status === 200, `refresh token: ${JSON.stringify(refreshed.body)}`);
  if (refreshed.status === 200) {
    signIn.spentRefreshTokens.push(tokens.refresh_token);
    signIn.tokens = refreshed.body;
  }
  return found;
}

/** Tries twice what was under way. */
async function successes(caller: Caller, { client, code, tokens }: SignIn): Promise<number> {
  const redeem = () =>
    tokens === undefined
      ? caller.redeem(client, code ?? '')
      : caller.refresh(client, tokens.refresh_token);
  const answers = [await redeem(), await redeem()];
  const odd = answers.find(({ status }) => status !== 200 && status !== 400);
  if (odd) throw new Error(`a redemption under way was answered ${JSON.stringify(odd)}`);
  return answers.filter(({ status }) => status === 200).length;
}

/** Spent codes and refresh tokens that still are worth something; ends the sign-in, since reuse revokes the grant (RFC 9700 4.14). */
export async function redeemedTwice(caller: Caller, signIn: SignIn): Promise<readonly string[]> {
  const { client, code, spentRefreshTokens } = signIn;
  signIn.used = true;
  const spent = spentRefreshTokens.at(-1);
  const answer =
    spent === undefined
      ? await caller.redeem(client, code ?? '')
      : await caller.refresh(client, spent);
  return answer.status === 400 && answer.body.error === 'invalid_grant'
    ? []
    : [`${signIn.traveller.email}: a spent code or token was answered ${JSON.stringify(answer)}`];
}

/** Redeems the code with which a journey ended; what is under way shows in the sign-in, should the server die. */
export async function redeemFor(caller: Caller, signIn: SignIn, left: URL): Promise<void> {
  signIn.code = codeIn(left);
  await answered(signIn, async () => {
    const { status, body } = await caller.redeem(signIn.client, signIn.code ?? '');
    if (status !== 200) throw new Error(`the code was refused: ${JSON.stringify(body)}`);
    signIn.tokens = body;
  });
  signIn.sub = await caller.subjectAt(signIn.tokens?.access_token ?? '');
}

export async function refreshFor(caller: Caller, signIn: SignIn): Promise<void> {
  const old = signIn.tokens?.refresh_token ?? '';
  await answered(signIn, async () => {
    const { status, body } = await caller.refresh(signIn.client, old);
    if (status !== 200) throw new Error(`the refresh token was refused: ${JSON.stringify(body)}`);
    signIn.spentRefreshTokens.push(old);
    signIn.tokens = body;
  });
}

async function answered(signIn: SignIn, work: () => Promise<void>): Promise<void> {
  signIn.unanswered = true;
  await work();
  signIn.unanswered = false;
}
