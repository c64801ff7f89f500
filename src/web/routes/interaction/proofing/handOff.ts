import { position, type Attempt } from '../../../../proofing/index.js';
import { isLoopback } from '../../../loopback.js';
import { qrPicture } from '../../../qrPicture.js';
import { placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { attemptOf, type ProofingPagesDeps } from './deps.js';
import { isProofing } from './start.js';

/** Steps that a phone does better. */
const LENDABLE = ['document', 'selfie'] as const;
type Lendable = (typeof LENDABLE)[number];

/** The step with pictures at which the applicant stands, the first time or again; undefined at any other step. */
export function pictureStep(attempt: Attempt | undefined): Lendable | undefined {
  const step =
    attempt?.state === 'in_progress'
      ? position(attempt)
      : attempt?.state === 'resubmission_required'
        ? attempt.step
        : undefined;
  return LENDABLE.find((name) => name === step);
}

/** Where to go on with a phone; undefined there. */
export const handOffPath = (exchange: Exchange, step: Lendable): string | undefined =>
  exchange.lent ? undefined : `${exchange.path('hand-off')}?step=${step}`;

/** Lends the step to a phone by a QR code, and waits until the pictures have come from there. */
export const handOffPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'hand-off',
  fits: isProofing,
  show: async (exchange) => {
    const { ctx, signIn, path } = exchange;
    const attempt = await attemptOf(deps, exchange);
    const step = pictureStep(attempt);
    // The page is about the step that it was opened for: at another one it has nothing to wait for.
    if (!attempt || !step || ctx.query['step'] !== step) return exchange.goOn();
    const { id, base, prefix } = placeOf(ctx);
    const { profile, uid } = signIn;
    const { token } = await deps.handOffs.lend(id, { attempt: attempt.id, step, profile, uid });
    exchange.show('proofing/handOff', {
      here: `${path('hand-off')}?step=${step}`,
      qr: await qrPicture(`${base}/hand-off/${token}`),
      link: `${prefix}/hand-off/${token}`,
      address: base,
      unreachable: isLoopback(base),
      back: path(step),
      next: path('').replace(/\/$/, ''),
    });
  },
  posts: {},
});
