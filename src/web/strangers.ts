import type { Context } from 'koa';
import type { Levels } from '../assurance/index.js';
import { profileAt, unknownScopes, type Profile } from '../oidc/index.js';
import type { Stranger } from '../partners/index.js';
import type { SandboxId } from '../platform/ids.js';
import type { Result } from '../platform/result.js';
import type { FieldErrors } from './pages/common.js';
import type { MeetClientModel, Meaning } from './pages/meetClientView.js';
import type { ShowPage } from './render.js';
import { placeOf } from './requestState.js';
import { seeOther } from './seeOther.js';

/** What happens to an authorization request of a client that nobody registered (contract section 2). */
export type StrangerPolicy = 'ask' | 'adopt' | 'refuse';

export interface Strangers {
  readonly policy: StrangerPolicy;
  /** Registers it by what it asked. */
  readonly adopt: (sandbox: SandboxId, stranger: Stranger) => Promise<Result<undefined, string>>;
}

/** An authorization request by its parameters. */
export type Asked = Readonly<Record<string, unknown>>;

export const MEANINGS: Readonly<Record<Exclude<Meaning, 'nothing'>, Levels>> = {
  login: { ial: 1, aal: 1 },
  mfa: { ial: 1, aal: 2 },
  verified: { ial: 2, aal: 2 },
};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whom a request comes from. */
export const strangerIn = (asked: Asked): Stranger => ({
  clientId: textOf(asked['client_id']),
  redirectUri: textOf(asked['redirect_uri']),
});

/**
 * Meets a client that is not known: `adopt` registers it and sends the browser on with the same request, `ask` shows what was
 * asked and lets the tester decide. False where it stays refused.
 */
export async function meetStranger(
  ctx: Context,
  { policy, adopt }: Strangers,
  asked: Asked,
  show: ShowPage,
): Promise<boolean> {
  if (policy === 'refuse' || textOf(asked['redirect_uri']) === '') return false;
  if (policy === 'adopt') {
    const adopted = await adopt(placeOf(ctx).id, strangerIn(asked));
    if (!adopted.ok) return false;
    seeOther(ctx, requestUrl(ctx, asked));
    return true;
  }
  showStranger(ctx, asked, show, {}, {});
  return true;
}

/** The page that asks; `errors` and `values` are those of a refused post. */
export function showStranger(
  ctx: Context,
  asked: Asked,
  show: ShowPage,
  values: MeetClientModel['values'],
  errors: FieldErrors<'certificate' | 'redirect_uri'>,
): void {
  const { prefix } = placeOf(ctx);
  const request = requestUrl(ctx, asked);
  const profile = profileAt(ctx.path);
  show(ctx, 'meetClient', {
    ...{ action: `${prefix}/meet-client`, values, errors, request },
    ...strangerIn(asked),
    profile: profile?.id ?? 'standard',
    responseType: textOf(asked['response_type']),
    scopes: textOf(asked['scope']).split(' ').filter(Boolean),
    pkce: pkceIn(asked),
    acrValues: textOf(asked['acr_values']).split(' ').filter(Boolean),
    handles: handlesIn(profile, asked),
    keyed: profile?.codeKnowsClient === true && pkceIn(asked) === 'none',
  });
  // The library has said 400 by now; this page is no failure.
  ctx.status = Object.keys(errors).length > 0 ? 422 : 200;
}

/** The scopes that a tester may give a meaning; more than a few are a mistake of another kind. */
export const handlesIn = (profile: Profile | undefined, asked: Asked): readonly string[] =>
  unknownScopes(profile, asked).slice(0, 8);

function pkceIn(asked: Asked): MeetClientModel['pkce'] {
  if (textOf(asked['code_challenge']) === '') return 'none';
  return asked['code_challenge_method'] === 'S256' ? 'S256' : 'plain';
}

/** The same request as a link, also when it was posted (Core 3.1.2.1). */
function requestUrl(ctx: Context, asked: Asked): string {
  const texts = Object.entries(asked).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return `${placeOf(ctx).prefix}${ctx.path}?${new URLSearchParams(texts).toString()}`;
}
