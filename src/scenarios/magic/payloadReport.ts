import type { PostalAddress } from '../../assurance/index.js';
import type { CalendarDate } from '../../platform/clock.js';
import type {
  CheckReport,
  DocumentData,
  DocumentReport,
  DocumentType,
  ReasonCode,
  VendorFault,
} from '../../proofing/index.js';
import { verdictOfReasons } from '../entryReport.js';
import { alertReasons } from './alerts.js';
import { part, word, type Payload } from './payload.js';

const TYPES: Readonly<Record<string, DocumentType>> = {
  drivers_license: 'drivers_license',
  mobile_drivers_license: 'drivers_license',
  state_id_card: 'state_id',
  identification_card: 'state_id',
  passport: 'passport',
  passport_card: 'passport_card',
};

/** HTTP answers of Login.gov's vendor: 438 to 440 find fault with the picture, others are its own. */
const STATUS: Readonly<Record<string, ReasonCode>> = {
  '438': 'document.unreadable_data',
  '439': 'document.image_black_white',
  '440': 'document.image_too_small',
};

const LEAST_RESOLUTION = 290;
const LEAST_METRIC = 40;

/** What a payload document says of itself (logingov sandbox); what it does not mention passes. */
export function documentReport(
  payload: Payload,
  chosen: DocumentType,
  today: CalendarDate,
): DocumentReport | VendorFault {
  const fault = vendorFault(payload);
  if (fault) return { outcome: 'error', reasons: [fault], decidedBy: 'payload' };
  const extracted = dataOf(payload, chosen);
  const reasons = [
    ...statusReasons(payload),
    ...typeReasons(payload, chosen),
    ...metricReasons(payload),
    ...alertReasons(payload),
    ...(extracted.expires_on !== undefined && extracted.expires_on < today
      ? (['document.expired'] as const)
      : []),
    ...passportReasons(payload),
  ];
  const found = reasons.length > 0 ? reasons : resultReasons(payload);
  return { ...payloadReport('document', found), extracted };
}

/** What a payload says about the face; no word of it means that it matches. */
export function portraitReport(payload: Payload): CheckReport {
  const result = part(payload, 'portrait_match_results');
  const message = word(result, 'FaceErrorMessage') ?? '';
  const reasons: ReasonCode[] = [];
  if (/Liveness: NotLive/.test(message)) reasons.push('liveness.failed');
  else if (/Liveness: PoorQuality/.test(message)) reasons.push('selfie.low_quality');
  else if (word(result, 'FaceMatchResult') === 'Fail') reasons.push('selfie.face_mismatch');
  return payloadReport('selfie', reasons);
}

function payloadReport(step: string, all: readonly ReasonCode[]): CheckReport {
  const reasons = [...new Set(all)];
  const outcome = verdictOfReasons(reasons);
  return {
    ...{ outcome, reasons, decidedBy: 'payload', timingsMs: {} },
    checks: [{ name: `payload.${step}`, result: outcome, reason: reasons[0] }],
  };
}

const statuses = (payload: Payload): readonly string[] => {
  const named = part(payload, 'http_status');
  return Object.keys(named).flatMap((name) => word(named, name) ?? []);
};

function vendorFault(payload: Payload): ReasonCode | undefined {
  if (statuses(payload).some((status) => /^5\d\d$/.test(status))) return 'vendor.unavailable';
  if (word(part(payload, 'passport_check_result'), 'NetworkResult') === 'Fail')
    return 'document.issuer_unavailable';
  return word(payload, 'transaction_status') === 'error' ? 'vendor.parse_error' : undefined;
}

const statusReasons = (payload: Payload): readonly ReasonCode[] =>
  statuses(payload).flatMap((status) => STATUS[status] ?? []);

function typeReasons(payload: Payload, chosen: DocumentType): readonly ReasonCode[] {
  const received = word(part(payload, 'document'), 'document_type_received');
  const sides = part(payload, 'classification_info');
  const classes = ['Front', 'Back'].map((side) => part(sides, side));
  const foreign = classes.some(
    ({ CountryCode }) => CountryCode !== undefined && CountryCode !== 'USA',
  );
  const tribal = classes.some((side) => /tribal/i.test(word(side, 'ClassName') ?? ''));
  return [
    ...((received !== undefined && TYPES[received] !== chosen) || tribal
      ? (['document.type_not_supported'] as const)
      : []),
    ...(foreign ? (['document.country_not_supported'] as const) : []),
  ];
}

function metricReasons(payload: Payload): readonly ReasonCode[] {
  const metrics = part(payload, 'image_metrics');
  return ['front', 'back'].flatMap((side): ReasonCode[] => {
    const own = part(metrics, side);
    const below = (name: string, least: number) => Number(own[name] ?? least) < least;
    const small = ['HorizontalResolution', 'VerticalResolution'].some((name) =>
      below(name, LEAST_RESOLUTION),
    );
    return [
      ...(small ? (['document.image_too_small'] as const) : []),
      ...(below('SharpnessMetric', LEAST_METRIC) ? (['document.image_blurred'] as const) : []),
      ...(below('GlareMetric', LEAST_METRIC) ? (['document.image_glare'] as const) : []),
    ];
  });
}

const passportReasons = (payload: Payload): readonly ReasonCode[] =>
  word(part(payload, 'passport_check_result'), 'PassportCheckResult') === 'Fail'
    ? ['document.issuer_record_mismatch']
    : [];

/** The whole result counts where no single finding does; `transaction_status` goes before `doc_auth_result`. */
function resultReasons(payload: Payload): readonly ReasonCode[] {
  const attention = Array.isArray(payload['failed_alerts']) && payload['failed_alerts'].length > 0;
  const result = word(payload, 'doc_auth_result') ?? 'Passed';
  const status = word(payload, 'transaction_status') ?? (result === 'Passed' ? 'passed' : 'failed');
  return status === 'passed' || attention ? [] : ['document.unreadable_data'];
}

/** Days are written `YYYY-MM-DD` or `MM/DD/YYYY`. */
function day(text: string | undefined): CalendarDate | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text ?? '');
  if (american) {
    const [, month = '', date = '', year = ''] = american;
    return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? text : undefined;
}

function dataOf(payload: Payload, type: DocumentType): DocumentData {
  const own = part(payload, 'document');
  const said = (...names: readonly string[]) =>
    names.map((name) => word(own, name)).find((value) => value !== undefined);
  const sex = said('sex')?.slice(0, 1).toUpperCase();
  return {
    type,
    issuer: said('state_id_jurisdiction', 'issuing_country_code'),
    number: said('state_id_number', 'document_number'),
    given_name: said('first_name'),
    middle_name: said('middle_name'),
    family_name: said('last_name'),
    suffix: said('name_suffix'),
    birthdate: day(said('dob')),
    issued_on: day(said('state_id_issued', 'passport_issued')),
    expires_on: day(said('state_id_expiration', 'passport_expiration')),
    sex: sex === 'M' || sex === 'F' || sex === 'X' ? sex : undefined,
    address: addressOf(own),
  };
}

function addressOf(own: Payload): PostalAddress | undefined {
  const [street, city, state, zip] = ['address1', 'city', 'state', 'zipcode'].map((name) =>
    word(own, name),
  );
  if (!street || !city || !state || !zip) return undefined;
  const second = word(own, 'address2');
  const street_address = second ? `${street}\n${second}` : street;
  return { street_address, locality: city, region: state, postal_code: zip, country: 'US' };
}
