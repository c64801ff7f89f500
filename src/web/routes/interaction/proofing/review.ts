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

type Section = (attempt: Attempt, edit: string) => ReviewSection;

const documentSection =
  (regions: ProofingPagesDeps['regions']): Section =>
  ({ held: { documentType, document } }, edit) => {
    const { number, issuer, expires_on } = document?.extracted ?? {};
    return {
      name: 'document',
      edit,
      rows: rows(
        ['document_type', words(documentType && `proofing.types.${documentType}.name`)],
        ['document_number', number && maskNumber(number)],
        ['issuer', regions.find(({ code }) => code === issuer)?.name ?? issuer],
        ['expires_on', expires_on && { day: expires_on }],
      ),
    };
  };

const personSection: Section = ({ held: { details = {} } }, edit) => {
  const { given_name, middle_name, family_name, suffix, birthdate, ssn } = details;
  const name = [given_name, middle_name, family_name, suffix].filter(Boolean).join(' ');
  return {
    name: 'person',
    edit,
    rows: rows(
      ['name', name],
      ['birthdate', birthdate && maskClaim('birthdate', birthdate)],
      ['ssn', ssn && maskSsn(ssn)],
    ),
  };
};

const addressSection: Section = ({ held: { details } }, edit) => ({
  name: 'address',
  edit,
  rows: rows(['address', details?.address && maskClaim('address', details.address)]),
});

const phoneSection: Section = ({ held: { details } }, edit) => ({
  name: 'phone',
  edit,
  rows: rows(['phone', details?.phone && maskPhone(details.phone)]),
});

const sections = (
  attempt: Attempt,
  { path }: Exchange,
  regions: ProofingPagesDeps['regions'],
): readonly ReviewSection[] => [
  documentSection(regions)(attempt, path('document')),
  ...[personSection, addressSection, phoneSection].map((section) =>
    section(attempt, path('details')),
  ),
];
