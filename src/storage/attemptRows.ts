import type { Pathway } from '../assurance/index.js';
import type {
  Applicant,
  Attempt,
  CheckReport,
  DecidedBy,
  Held,
  Phase,
  ProofingPolicy,
  ReasonCode,
  State,
  Submission,
} from '../proofing/index.js';
import type { AccountKey, Vault } from '../vault/index.js';
import type { SqlValue } from './database.js';
import { sealedJson } from './sealedColumn.js';

export interface AttemptRow {
  id: string;
  account_id: string;
  client_id: string | null;
  partner_id: string | null;
  tag: string | null;
  state: string;
  phase: string;
  pathway: string;
  policy: string;
  version: number;
  created_at: number;
  touched_at: number;
  due_at: number | null;
  consent_at: number | null;
  code_expires_at: number | null;
  decided_at: number | null;
  sealed: string;
  /** Of the account; NULL once it is closed, after which nothing personal can be read. */
  wrapped_key: string | null;
}

export interface SubmissionRow {
  attempt_id: string;
  step: string;
  at: number;
  outcome: string;
  decided_by: string;
  reasons: string;
  sealed: string;
}

interface Private {
  readonly email: string;
  readonly ssn?: string | undefined;
  readonly loginHint?: string | undefined;
  readonly oauthState?: string | undefined;
  readonly held: Held;
}

type SealedReport = Pick<CheckReport, 'checks' | 'timingsMs'>;

const NOTHING: Private = { email: '', held: {} };
const NO_REPORT: SealedReport = { checks: [], timingsMs: {} };

const privates = (vault: Vault) => sealedJson<Private>(vault, 'attempts', 'sealed');
const reports = (vault: Vault) => sealedJson<SealedReport>(vault, 'attempt_submissions', 'sealed');

const submissionId = (attempt: string, number: number): string => `${attempt}/${number}`;

const toSubmission = (vault: Vault, row: SubmissionRow, number: number, key?: AccountKey) => ({
  step: row.step as Submission['step'],
  at: row.at,
  outcome: row.outcome as Submission['outcome'],
  decidedBy: row.decided_by as DecidedBy,
  reasons: JSON.parse(row.reasons) as ReasonCode[],
  ...(key ? reports(vault).open(submissionId(row.attempt_id, number), row.sealed, key) : NO_REPORT),
});

/** @param submissions this attempt's, in order */
export function toAttempt(
  vault: Vault,
  row: AttemptRow,
  submissions: readonly SubmissionRow[],
): Attempt {
  const key = row.wrapped_key === null ? undefined : vault.unwrap(row.wrapped_key);
  const { held, ...who } = key ? privates(vault).open(row.id, row.sealed, key) : NOTHING;
  const applicant: Applicant = {
    ...who,
    account: row.account_id,
    client: row.client_id ?? undefined,
    partner: row.partner_id ?? undefined,
    tag: row.tag ?? undefined,
  };
  const phase = { ...(JSON.parse(row.phase) as object), state: row.state as State } as Phase;
  return {
    ...phase,
    ...{ id: row.id, applicant, held, version: row.version },
    pathway: row.pathway as Pathway,
    policy: JSON.parse(row.policy) as ProofingPolicy,
    createdAt: row.created_at,
    touchedAt: row.touched_at,
    dueAt: row.due_at ?? undefined,
    consentAt: row.consent_at ?? undefined,
    codeExpiresAt: row.code_expires_at ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    submissions: submissions.map((one, number) => toSubmission(vault, one, number, key)),
  };
}

/** The members that only the current state has. */
function phaseOf(attempt: Attempt): string {
  return JSON.stringify({
    ...('step' in attempt && { step: attempt.step }),
    ...('reasons' in attempt && { reasons: attempt.reasons }),
    ...('resolution' in attempt && { resolution: attempt.resolution }),
  });
}

/** The columns that change with a save, in the order of the store's statements. */
export function changingColumns(vault: Vault, attempt: Attempt, key: AccountKey): SqlValue[] {
  const { applicant, held } = attempt;
  const { email, ssn, loginHint, oauthState } = applicant;
  return [
    applicant.client ?? null,
    applicant.partner ?? null,
    applicant.tag ?? null,
    attempt.state,
    phaseOf(attempt),
    attempt.pathway,
    attempt.decidedAt === undefined ? applicant.account : null,
    attempt.touchedAt,
    attempt.dueAt ?? null,
    attempt.consentAt ?? null,
    attempt.codeExpiresAt ?? null,
    attempt.decidedAt ?? null,
    privates(vault).seal(attempt.id, { email, ssn, loginHint, oauthState, held }, key),
  ];
}

export const submissionColumns = (
  vault: Vault,
  attempt: string,
  { step, at, outcome, decidedBy, reasons, checks, timingsMs }: Submission,
  number: number,
  key: AccountKey,
): SqlValue[] => [
  ...[attempt, number, step, at, outcome, decidedBy, JSON.stringify(reasons)],
  reports(vault).seal(submissionId(attempt, number), { checks, timingsMs }, key),
];
