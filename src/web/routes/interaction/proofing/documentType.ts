import { DOCUMENT_TYPES, type DocumentType } from '../../../../proofing/index.js';
import { placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { cancelPath, type ProofingPagesDeps } from './deps.js';
import { attemptAt, isProofing } from './start.js';

/** Which document will be photographed; choosing again forgets what was read from the other one. */
export const documentTypePage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'document-type',
  fits: isProofing,
  show: (exchange) => show(deps, exchange),
  posts: {
    '': async (exchange) => {
      const attempt = await attemptAt(deps, exchange, 'document_type');
      if (!attempt) return exchange.goOn();
      const type = attempt.policy.documentTypes.find((one) => one === exchange.form.get('type'));
      if (!type) return show(deps, exchange, 'type_required');
      await deps.proofing.chooseDocumentType(placeOf(exchange.ctx).id, { id: attempt.id }, type);
      exchange.goOn();
    },
  },
});

async function show(deps: ProofingPagesDeps, exchange: Exchange, error?: string): Promise<void> {
  const attempt = await attemptAt(deps, exchange, 'document_type');
  if (!attempt) return exchange.goOn();
  const chosen: DocumentType | undefined = attempt.held.documentType;
  exchange.show('proofing/documentType', {
    action: exchange.path('document-type'),
    values: chosen === undefined ? {} : { type: chosen },
    errors: error === undefined ? {} : { type: error },
    types: DOCUMENT_TYPES.filter((type) => attempt.policy.documentTypes.includes(type)),
    cancel: cancelPath(exchange),
  });
}
