import type { Attempt } from '../../../../proofing/index.js';
import { maskClaim, maskNumber, maskPhone, maskSsn } from '../../../pages/masking.js';
import type { Fact } from '../../../pages/common.js';
import type { ReviewSection } from '../../../pages/proofingViews.js';
import { placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { cancelPath, check, type ProofingPagesDeps } from './deps.js';
import { attemptAt, isProofing } from './start.js';

/** Everything once more, masked, before it is decided. */
export const reviewPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'review',
  fits: isProofing,
  show: async (exchange) => {
    const attempt = await attemptAt(deps, exchange, 'review');
    if (!attempt) return exchange.goOn();
    exchange.show('proofing/review', {
      action: exchange.path('review'),
      sections: sections(attempt, exchange, deps.regions),
      cancel: cancelPath(exchange),
    });
  },
  posts: {
    '': async (exchange) => {
      const attempt = await attemptAt(deps, exchange, 'review');
      if (!attempt) return exchange.goOn();
      const confirmed = await deps.proofing.confirmReview(placeOf(exchange.ctx).id, {
        id: attempt.id,
      });
      if (confirmed.ok) await check(deps, exchange, attempt.id);
      exchange.goOn();
    },
  },
});

type Row = readonly [label: string, value: Fact | undefined];

const rows = (...all: readonly Row[]): ReviewSection['rows'] =>
  all.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));

const words = (key: string | undefined): Fact | undefined => key && { words: [key] };

function sections(
  { held }: Attempt,
  { path }: Exchange,
  regions: ProofingPagesDeps['regions'],
): readonly ReviewSection[] {
  const { details, document } = held;
  const read = document?.extracted;
  const name = [details?.given_name, details?.middle_name, details?.family_name, details?.suffix];
  return [
    {
      name: 'document',
      edit: path('document'),
      rows: rows(
        ['document_type', words(held.documentType && `proofing.types.${held.documentType}.name`)],
        ['document_number', read?.number && maskNumber(read.number)],
        ['issuer', regions.find(({ code }) => code === read?.issuer)?.name ?? read?.issuer],
        ['expires_on', read?.expires_on && { day: read.expires_on }],
      ),
    },
    {
      name: 'person',
      edit: path('details'),
      rows: rows(
        ['name', name.filter(Boolean).join(' ')],
        ['birthdate', details?.birthdate && maskClaim('birthdate', details.birthdate)],
        ['ssn', details?.ssn && maskSsn(details.ssn)],
      ),
    },
    {
      name: 'address',
      edit: path('details'),
      rows: rows(['address', details?.address && maskClaim('address', details.address)]),
    },
    {
      name: 'phone',
      edit: path('details'),
      rows: rows(['phone', details?.phone && maskPhone(details.phone)]),
    },
  ];
}
