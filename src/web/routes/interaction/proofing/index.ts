import type { InteractionPage } from '../exchange.js';
import { addressCodePage } from './addressCode.js';
import type { ProofingPagesDeps } from './deps.js';
import { detailsPage } from './details.js';
import { documentPage } from './document.js';
import { documentTypePage } from './documentType.js';
import { handOffPage } from './handOff.js';
import { declinedPage, inReviewPage, processingPage, retryPage, verifiedPage } from './outcome.js';
import { phoneCodePage } from './phoneCode.js';
import { reviewPage } from './review.js';
import { selfiePage } from './selfie.js';
import { startPage } from './start.js';

export type { ProofingPagesDeps, SanitizePicture } from './deps.js';

/** The pages of a verification, in the order of the journey. */
export const proofingPages = (deps: ProofingPagesDeps): readonly InteractionPage[] => [
  startPage(deps),
  documentTypePage(deps),
  documentPage(deps),
  selfiePage(deps),
  handOffPage(deps),
  detailsPage(deps),
  phoneCodePage(deps),
  reviewPage(deps),
  processingPage(deps),
  retryPage(deps),
  addressCodePage(deps),
  inReviewPage(deps),
  declinedPage(deps),
  verifiedPage(),
];
