import { interactionPolicy, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import type { SandboxId } from '../platform/ids.js';
import type { SubscriberAccount } from './account.js';
import { gatherFacts, type FactsDeps } from './facts.js';
import { consentsOnce } from './consentsOnce.js';
import { holdToLimits } from './limits.js';
import { errorOf, nextStep, type Step } from './nextStep.js';
import type { Profile } from './profiles/index.js';
import { holdToPolicies } from './policyHandles.js';
import { optionsOf } from './profileOptions.js';
import { NOTHING_YET, type Progress } from './progress.js';
import { askedBy } from './request.js';

const { Prompt, Check } = interactionPolicy;

/** Errors that `prompt=none` can be answered with; one check each, since the library takes a check's error as it is. */
const ERRORS = [
  'login_required',
  'consent_required',
  'interaction_required',
  'access_denied',
  'unmet_authentication_requirements',
] as const;

/** Values of `prompt` (Core 3.1.2.1; `create` of Prompt Create 1.0): accepted here, acted on by the dispatcher alone. */
const REQUESTABLE = ['login', 'consent', 'select_account', 'create'] as const;

export interface PolicyDeps extends FactsDeps {
  /** What a client calls an account. */
  readonly subjectFor: (client: Client, sub: string) => string;
}

/**
 * The library's policy, reduced to one question: what is the next step? Anything but `finish` needs the person, and the
 * interaction pages ask the same question of the same facts.
 */
export function standinPolicy(deps: PolicyDeps, sandbox: SandboxId, profile: Profile) {
  const steps = new WeakMap<KoaContextWithOIDC, Promise<Step>>();
  const stepOf = (ctx: KoaContextWithOIDC): Promise<Step> => {
    const known = steps.get(ctx) ?? decide(deps, { sandbox, profile }, ctx);
    steps.set(ctx, known);
    return known;
  };
  const checks = ERRORS.map(
    (error) =>
      new Check(`standin_${error}`, 'the person has something to do first', error, async (ctx) => {
        const needed = errorOf(await stepOf(ctx));
        return needed?.error === error;
      }),
  );
  return [
    new Prompt({ name: 'standin', requestable: false }, ...checks),
    ...REQUESTABLE.map((name) => new Prompt({ name, requestable: true })),
  ];
}

async function decide(
  deps: PolicyDeps,
  { sandbox, profile }: { readonly sandbox: SandboxId; readonly profile: Profile },
  ctx: KoaContextWithOIDC,
): Promise<Step> {
  const { oidc } = ctx;
  const params = askedBy(profile.id, oidc.params ?? {}, optionsOf(oidc.client));
  holdToPolicies(ctx, profile);
  holdToLimits(oidc.client, params);
  const session = oidc.session;
  const account = oidc.account as SubscriberAccount | undefined;
  const facts = await gatherFacts(
    { ...deps, consents: consentsOnce(deps.consents, ctx) },
    {
      sandbox,
      params,
      hintedSubject: hintedSubject(deps, ctx),
      session:
        session?.accountId && session.loginTs
          ? {
              sub: session.accountId,
              authenticatedAt: session.loginTs * 1000,
              amr: session.amr ?? [],
            }
          : undefined,
      progress: progressOf(oidc.result),
      subscriber: account?.subscriber,
    },
  );
  return nextStep(facts);
}

/** Whom the hint means; a client with pairwise subjects knows the account by another name (Core 8.1). */
function hintedSubject({ subjectFor }: PolicyDeps, { oidc }: KoaContextWithOIDC) {
  const { payload } =
    (oidc.entities as { readonly IdTokenHint?: { readonly payload?: { readonly sub?: unknown } } })
      .IdTokenHint ?? {};
  if (typeof payload?.sub !== 'string') return undefined;
  const own = oidc.account?.accountId;
  const isOwn = own !== undefined && oidc.client && subjectFor(oidc.client, own) === payload.sub;
  return isOwn ? own : payload.sub;
}

/** What the interaction's result says was done so far. */
export const progressOf = (result: unknown): Progress =>
  (result as { readonly standin?: Progress } | undefined)?.standin ?? NOTHING_YET;
