import type { AuthenticatorUse } from '../../../assurance/index.js';
import { passkeyScope, type PasskeyRefusal } from '../../../authenticators/index.js';
import type { Result } from '../../../platform/result.js';
import { ok } from '../../../platform/result.js';
import type { PasskeyAsk } from '../../pages/signinViews.js';
import { placeOf } from '../../requestState.js';
import type { SignInDeps } from './deps.js';
import type { Exchange } from './exchange.js';

/** What the browser is asked; `account`: whose passkey it has to be, if that is known. */
export async function sendOptions(
  { authenticators }: SignInDeps,
  { ctx }: Exchange,
  account?: string,
): Promise<void> {
  const { id, base } = placeOf(ctx);
  ctx.set('Cache-Control', 'no-store');
  ctx.body = await authenticators.passkey.requestOptions(id, account, passkeyScope(base));
}

/** Checks what the browser answered; says whose passkey it was and how it was used. */
export async function checkAnswer(
  { authenticators }: SignInDeps,
  { ctx, form }: Exchange,
  account?: string,
): Promise<
  Result<{ readonly account: string; readonly factor: AuthenticatorUse }, PasskeyRefusal>
> {
  const { id, base } = placeOf(ctx);
  const posted = form.get('credential');
  const used = await authenticators.passkey.verify(id, account, posted, passkeyScope(base));
  if (!used.ok) return used;
  const { userVerified, synced } = used.value;
  return ok({ account: used.value.account, factor: { kind: 'passkey', userVerified, synced } });
}

/** The button on a page of this name. */
export const askOn = (page: string, { path }: Exchange): PasskeyAsk => ({
  ...{ does: 'get', action: `${path(page)}/passkey?kind=passkey` },
  options: `${path(page)}/passkey-options`,
});
