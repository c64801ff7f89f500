import { ok } from '../../../../platform/result.js';
import { placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { cancelPath, check, takesPayloads, type ProofingPagesDeps } from './deps.js';
import { lastTry } from './document.js';
import { handOffPath } from './handOff.js';
import { readPicture } from './readPicture.js';
import { attemptAt, isProofing } from './start.js';
import { specimenIn, trayOf } from './tray.js';

/** A picture of the applicant's face, to be compared with the document's portrait. */
export const selfiePage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'selfie',
  fits: isProofing,
  uploads: true,
  show: (exchange) => show(deps, exchange),
  posts: {
    '': async (exchange) => {
      const attempt = await attemptAt(deps, exchange, 'selfie');
      if (!attempt) return exchange.goOn();
      const specimen = await specimenIn(deps, exchange, 'selfie');
      const selfie = specimen
        ? ok(await specimen.of.selfie(specimen.wear))
        : await readPicture(deps, exchange, 'selfie');
      if (!selfie.ok) return show(deps, exchange, selfie.reason);
      const sandbox = placeOf(exchange.ctx).id;
      const submitted = await deps.proofing.submitSelfie(sandbox, { id: attempt.id }, selfie.value);
      if (submitted.ok) await check(deps, exchange, attempt.id);
      exchange.goOn();
    },
  },
});

async function show(deps: ProofingPagesDeps, exchange: Exchange, error?: string): Promise<void> {
  const attempt = await attemptAt(deps, exchange, 'selfie');
  if (!attempt) return exchange.goOn();
  exchange.show('proofing/selfie', {
    action: exchange.path('selfie'),
    errors: error === undefined ? {} : { selfie: error },
    liveCamera: deps.liveCamera,
    payloads: await takesPayloads(deps, exchange),
    last: lastTry(attempt, 'selfie'),
    tray: trayOf(deps, exchange, 'selfie'),
    back: exchange.lent ? undefined : exchange.path('document'),
    handOff: handOffPath(exchange, 'selfie'),
    cancel: cancelPath(exchange),
  });
}
