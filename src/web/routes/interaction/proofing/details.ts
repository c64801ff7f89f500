import type { Attributes } from '../../../../assurance/index.js';
import type { Attempt } from '../../../../proofing/index.js';
import type { Refused } from '../../../../platform/result.js';
import { kept, type FormFields } from '../../../forms/fields.js';
import type { DetailsField, DetailsModel } from '../../../pages/proofingViews.js';
import { placeOf } from '../../../requestState.js';
import type { Exchange, InteractionPage } from '../exchange.js';
import { cancelPath, check, type ProofingPagesDeps } from './deps.js';
import { lastTry } from './document.js';
import { attemptAt, isProofing } from './start.js';

const FIELDS: readonly DetailsField[] = [
  'given_name',
  'middle_name',
  'family_name',
  'suffix',
  'birthdate_month',
  'birthdate_day',
  'birthdate_year',
  'ssn',
  'street_address',
  'locality',
  'region',
  'postal_code',
  'phone',
];

const NEEDED: readonly DetailsField[] = [
  ...(['family_name', 'ssn', 'street_address', 'locality', 'region'] as const),
  ...(['postal_code', 'phone'] as const),
];

/** Core attributes (63A section 2.2), prefilled with what was read from the document. */
export const detailsPage = (deps: ProofingPagesDeps): InteractionPage => ({
  name: 'details',
  fits: isProofing,
  show: (exchange) => show(deps, exchange, {}),
  posts: {
    '': async (exchange) => {
      const attempt = await attemptAt(deps, exchange, 'details');
      if (!attempt) return exchange.goOn();
      const sandbox = placeOf(exchange.ctx).id;
      const claimed = claimedIn(exchange.form, attempt);
      const submitted = await deps.proofing.submitDetails(sandbox, { id: attempt.id }, claimed);
      if (submitted.ok) {
        await check(deps, exchange, attempt.id);
        return exchange.goOn();
      }
      const errors = fieldError(submitted);
      if (!errors) return exchange.goOn();
      return show(deps, exchange, { ...emptyOnes(exchange.form), ...errors });
    },
  },
});

function claimedIn(form: FormFields, attempt: Attempt): Attributes {
  const pad = (name: string) => form.get(name).trim().padStart(2, '0');
  const parts = [form.get('birthdate_year').trim(), pad('birthdate_month'), pad('birthdate_day')];
  const typed = parts.some((part) => part !== '' && part !== '00');
  return {
    given_name: form.get('given_name'),
    middle_name: form.get('middle_name'),
    family_name: form.get('family_name'),
    suffix: form.get('suffix'),
    birthdate: typed ? parts.join('-') : undefined,
    sex: attempt.held.document?.extracted?.sex,
    ssn: form.get('ssn'),
    phone: form.get('phone'),
    address: {
      street_address: form.get('street_address'),
      locality: form.get('locality'),
      region: form.get('region'),
      postal_code: form.get('postal_code'),
      country: 'US',
    },
  };
}

/** The domain names the first fault it meets; a person would rather hear of every empty field at once. */
const emptyOnes = (form: FormFields): DetailsModel['errors'] =>
  Object.fromEntries(
    NEEDED.filter((name) => form.get(name).trim() === '').map((name) => [name, 'detail_missing']),
  );

/** Where the page shows a refusal; undefined for those that are not about a field. */
function fieldError({ reason, details }: Refused<string>): DetailsModel['errors'] | undefined {
  const field = details?.['field'];
  if (typeof field === 'string') return { [field]: reason };
  const implied: Readonly<Record<string, keyof DetailsModel['errors']>> = {
    phone_invalid: 'phone',
    birthdate_invalid: 'birthdate',
    ssn_invalid: 'ssn',
    ssn_could_be_real: 'ssn',
  };
  const name = implied[reason];
  return name && { [name]: reason };
}

async function show(
  deps: ProofingPagesDeps,
  exchange: Exchange,
  errors: DetailsModel['errors'],
): Promise<void> {
  const attempt = await attemptAt(deps, exchange, 'details');
  if (!attempt) return exchange.goOn();
  const known = prefill(attempt, exchange.signIn.subscriber?.attributes ?? {});
  const posted = exchange.ctx.method === 'POST';
  exchange.show('proofing/details', {
    action: exchange.path('details'),
    values: posted ? kept(exchange.form, FIELDS) : known,
    errors,
    prefilled: posted ? [] : prefilledBy(attempt, known),
    regions: deps.regions,
    last: lastTry(attempt, 'details'),
    back: exchange.path('selfie'),
    cancel: cancelPath(exchange),
  });
}

/** What was typed before, else what the document says, else what the account says. */
function prefill(
  attempt: Attempt,
  own: Attributes,
): Readonly<Partial<Record<DetailsField, string>>> {
  const read = attempt.held.document?.extracted;
  const from: Attributes = {
    ...own,
    ...defined(read ?? {}),
    ...defined(attempt.held.details ?? {}),
  };
  const [year = '', month = '', day = ''] = from.birthdate?.split('-') ?? [];
  return defined({
    given_name: from.given_name,
    middle_name: from.middle_name,
    family_name: from.family_name,
    suffix: from.suffix,
    birthdate_month: month,
    birthdate_day: day,
    birthdate_year: year,
    ssn: attempt.held.details?.ssn,
    street_address: from.address?.street_address,
    locality: from.address?.locality,
    region: from.address?.region,
    postal_code: from.address?.postal_code,
    phone: from.phone,
  });
}

function prefilledBy(
  attempt: Attempt,
  values: Readonly<Partial<Record<DetailsField, string>>>,
): readonly DetailsField[] {
  const read = attempt.held.document?.extracted;
  if (!read || attempt.held.details) return [];
  const fromDocument = {
    ...read,
    ...read.address,
    ...(read.birthdate ? { birthdate_month: 1, birthdate_day: 1, birthdate_year: 1 } : {}),
  };
  return FIELDS.filter((name) => Object.hasOwn(fromDocument, name) && values[name] !== undefined);
}

const defined = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
