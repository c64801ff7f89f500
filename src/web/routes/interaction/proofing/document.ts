import {
  sidesOf,
  submissionsLeft,
  type Attempt,
  type DocumentPictures,
  type Side,
} from '../../../../proofing/index.js';
import type { FieldErrors } from '../../../pages/common.js';
import { placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { cancelPath, check, takesPayloads, type ProofingPagesDeps } from './deps.js';
import { handOffPath } from './handOff.js';
import { readPicture } from './readPicture.js';
import { attemptAt, isProofing } from './start.js';
import { specimenIn, trayOf } from './tray.js';

/** Front and back of the document, from files or the camera. */
export const documentPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'document',
  fits: isProofing,
  uploads: true,
  show: (exchange) => show(deps, exchange, {}),
  posts: {
    '': async (exchange) => {
      const attempt = await attemptAt(deps, exchange, 'document');
      const type = attempt?.held.documentType;
      if (!attempt || !type) return exchange.goOn();
      const specimen = await specimenIn(deps, exchange, type);
      if (specimen)
        return submit(deps, exchange, attempt, await specimen.of.document(type, specimen.wear));
      const [front, back] = await Promise.all([
        readPicture(deps, exchange, 'front'),
        sidesOf(type).includes('back') ? readPicture(deps, exchange, 'back') : undefined,
      ]);
      if (!front.ok || (back && !back.ok)) {
        return show(deps, exchange, {
          ...(front.ok ? {} : { front: front.reason }),
          ...(back && !back.ok ? { back: back.reason } : {}),
        });
      }
      await submit(deps, exchange, attempt, { front: front.value, back: back?.value });
    },
  },
});

async function submit(
  deps: ProofingPagesDeps,
  exchange: Exchange,
  { id }: Attempt,
  pictures: DocumentPictures,
): Promise<void> {
  const submitted = await deps.proofing.submitDocument(placeOf(exchange.ctx).id, { id }, pictures);
  if (submitted.ok) await check(deps, exchange, id);
  exchange.goOn();
}

async function show(
  deps: ProofingPagesDeps,
  exchange: Exchange,
  errors: FieldErrors<Side>,
): Promise<void> {
  const attempt = await attemptAt(deps, exchange, 'document');
  const type = attempt?.held.documentType;
  if (!attempt || !type) return exchange.goOn();
  exchange.show('proofing/documentCapture', {
    action: exchange.path('document'),
    errors,
    type,
    sides: sidesOf(type),
    liveCamera: deps.liveCamera,
    payloads: await takesPayloads(deps, exchange),
    last: lastTry(attempt, 'document'),
    tray: trayOf(deps, exchange, type),
    changeType: exchange.lent ? undefined : exchange.path('document-type'),
    handOff: handOffPath(exchange, 'document'),
    cancel: cancelPath(exchange),
  });
}

/** Why the step has to be done again, if it has. */
export function lastTry(attempt: Attempt, step: 'document' | 'selfie' | 'details' | 'phone_code') {
  if (attempt.state !== 'resubmission_required' || attempt.step !== step) return undefined;
  return { reasons: attempt.reasons, triesLeft: submissionsLeft(attempt, step) };
}
