import { DOCUMENT_TYPES, isOpen, type Attempt, type Step } from '../../../../proofing/index.js';
import { errandOf, type SignIn } from '../../../../oidc/index.js';
import type { FieldErrors } from '../../../pages/common.js';
import { kept } from '../../../forms/fields.js';
import { placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { cancel } from '../signIn.js';
import { attemptOf, cancelPath, type ProofingPagesDeps } from './deps.js';

export const isProofing = ({ step }: SignIn): boolean => step.at === 'proof';

/** The attempt, when it is in the applicant's hands and `step` is the next one or one to be done again. */
export async function attemptAt(
  deps: ProofingPagesDeps,
  exchange: Exchange,
  step: Step,
): Promise<Attempt | undefined> {
  const attempt = await attemptOf(deps, exchange);
  const inHand = attempt?.state === 'in_progress' || attempt?.state === 'resubmission_required';
  return attempt && inHand && isOpen(attempt, step) ? attempt : undefined;
}

/** Notice of proofing and consent to it (63A section 3.1.3): starts the attempt, or takes it up again. */
export const startPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'verify',
  fits: isProofing,
  show: (exchange) => show(exchange, {}),
  posts: {
    '': async (exchange) => {
      const { form, signIn, ctx, advance } = exchange;
      const errors = {
        ...(form.get('notice') === 'yes' ? {} : { notice: 'notice_required' }),
        ...(form.get('biometrics') === 'yes' ? {} : { biometrics: 'biometrics_required' }),
      };
      if (Object.keys(errors).length > 0) return show(exchange, errors);
      const attempt = await begin(deps, exchange);
      if (attempt) {
        await deps.proofing.giveConsent(placeOf(ctx).id, { id: attempt.id });
        if (signIn.facts.progress.attempt !== attempt.id) {
          await advance((progress) => ({ ...progress, attempt: attempt.id, verifiedSeen: false }));
        }
      }
      exchange.goOn();
    },
    cancel: (exchange) => cancel(exchange),
  },
});

async function begin(
  { proofing }: ProofingPagesDeps,
  { signIn, ctx }: Exchange,
): Promise<Attempt | undefined> {
  const { subscriber } = signIn;
  return subscriber && proofing.start(placeOf(ctx).id, errandOf(signIn, subscriber));
}

function show(exchange: Exchange, errors: FieldErrors<'notice' | 'biometrics'>): void {
  exchange.show('proofing/start', {
    action: exchange.path('verify'),
    values: kept(exchange.form, ['notice', 'biometrics']),
    errors,
    documentTypes: DOCUMENT_TYPES,
    cancel: cancelPath(exchange),
  });
}
