import type { Attributes } from '../../assurance/index.js';
import { ageOn } from '../../platform/clock.js';
import type { CheckContext, CheckResult, RecordsCheck, RecordsReport } from '../ports.js';
import type { DocumentData } from '../evidence.js';
import { REASONS } from '../reasons/index.js';
import type { ReasonCode } from '../reasons/index.js';
import { samePerson } from './compare.js';
import type { PersonRecord, RecordsSource, SourceName } from './source.js';
import * as sources from './sources.js';
import type { SourceAnswer } from './sources.js';

export interface RecordsSettings {
  /** `open`: whom the records do not know passes, so that a newcomer can invent a person; `strict`: fails. */
  readonly mode: 'open' | 'strict';
  readonly minimumAge: number;
}

type Finding = readonly [
  check: Omit<CheckResult, 'result' | 'reason'>,
  reason?: ReasonCode | undefined,
];

/** What was typed against what the document says: the applicant may have read it off someone else's. */
function againstDocument(claimed: Attributes, document: DocumentData | undefined): Finding {
  const check = { name: 'document_against_details' };
  if (!document) return [check];
  if (document.birthdate && document.birthdate !== claimed.birthdate)
    return [check, 'data.dob_mismatch'];
  return document.family_name && !samePerson(document, claimed)
    ? [check, 'data.name_mismatch']
    : [check];
}

const ageCheck = ({ today }: CheckContext, { birthdate }: Attributes, least: number): Finding => [
  { name: 'age' },
  birthdate && ageOn(birthdate, today) < least ? 'data.underage' : undefined,
];

const RESULTS = { retry: 'retry', review: 'review', final: 'fail', system: 'retry' } as const;
const ORDER = ['pass', 'review', 'retry', 'fail'] as const;

const resultOf = (reason: ReasonCode | undefined): CheckResult['result'] =>
  reason ? RESULTS[REASONS[reason].disposition] : 'pass';

const NAMES: readonly (keyof Attributes)[] = ['given_name', 'middle_name', 'family_name', 'suffix'];

/** Everything that neither a source nor the document contradicts. */
function confirmedBy(
  answers: readonly SourceAnswer[],
  reasons: readonly ReasonCode[],
  claimed: Attributes,
): (keyof Attributes)[] {
  const denied = new Set(
    answers.flatMap(({ answers: said }) =>
      Object.entries(said).flatMap(([name, answer]) => (answer === 'mismatch' ? [name] : [])),
    ),
  );
  if (denied.has('family_name') || reasons.includes('data.name_mismatch'))
    for (const name of NAMES) denied.add(name);
  if (reasons.includes('data.dob_mismatch')) denied.add('birthdate');
  return (Object.keys(claimed) as (keyof Attributes)[]).filter(
    (name) => claimed[name] !== undefined && !denied.has(name),
  );
}

/** What one of the sources has of a record. */
const knownTo = (source: SourceName, record: PersonRecord | undefined) =>
  record?.unknown_to?.includes(source) ? undefined : record;

/**
 * The simulated authoritative sources: social security with its death file, motor vehicles, credit bureau, phone
 * carrier, postal service. Each answers per attribute; their answers are weighed by the catalogue of reasons.
 */
export function createRecordsCheck({
  source,
  settings,
}: {
  source: RecordsSource;
  settings: RecordsSettings;
}): RecordsCheck {
  const ask = async (
    { sandbox }: CheckContext,
    claimed: Attributes,
    document: DocumentData | undefined,
  ): Promise<SourceAnswer[]> => {
    const { ssn, phone } = claimed;
    const person = ssn ? await source.bySsn(sandbox, ssn) : undefined;
    const owner = document?.number ? await source.byDocument(sandbox, document.number) : undefined;
    const line = phone ? await source.byPhone(sandbox, phone) : undefined;
    return [
      sources.socialSecurity(claimed, knownTo('social_security', person)),
      sources.motorVehicles(document, knownTo('motor_vehicles', owner)),
      sources.creditBureau(claimed, knownTo('credit_bureau', person), document),
      sources.phoneCarrier(claimed, knownTo('phone_carrier', line)),
      sources.postalService(claimed, person !== knownTo('postal_service', person)),
    ];
  };
  return {
    async check(context, claimed, document): Promise<RecordsReport> {
      const began = performance.now();
      const answers = await ask(context, claimed, document);
      const own = [
        againstDocument(claimed, document),
        ageCheck(context, claimed, settings.minimumAge),
      ].map(([check, reason]) => ({ ...check, result: resultOf(reason), reason }));
      const asked = answers.map((answer) => {
        const reason = sources.reasonOf(answer, settings.mode === 'strict');
        return sources.toCheck(answer, reason, resultOf(reason));
      });
      const checks: CheckResult[] = [...own, ...asked];
      const outcome =
        ORDER[Math.max(...checks.map(({ result }) => ORDER.indexOf(result)))] ?? 'pass';
      const reasons = [...new Set(checks.flatMap(({ reason }) => (reason ? [reason] : [])))];
      return {
        ...{ outcome, reasons },
        checks,
        decidedBy: 'records',
        timingsMs: { records: Math.round(performance.now() - began) },
        confirmed: confirmedBy(answers, reasons, claimed),
      };
    },
  };
}
