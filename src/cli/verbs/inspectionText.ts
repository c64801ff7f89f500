import { REASONS, type ReasonCode } from '../../proofing/index.js';
import { facts, table } from '../table.js';

interface Check {
  readonly name: string;
  readonly result: string;
  readonly reason?: string | undefined;
  readonly evidence?: Readonly<Record<string, unknown>> | undefined;
}

/** What the engine says about pictures (contract section 4, `engine/inspect`). */
export interface Inspected {
  readonly outcome: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly checks: readonly Check[];
  readonly timings_ms: Readonly<Record<string, number>>;
}

export const reasonText = (code: ReasonCode): string => REASONS[code].operator;

/** The outcome, the reasons with a sentence, and every check with its evidence. */
export function inspectionText({ outcome, reasons, checks, timings_ms }: Inspected): string {
  const total = timings_ms['total'];
  const head = facts({ outcome, took: total === undefined ? undefined : `${total} ms` });
  const why = reasons.map(({ code, message }) => [code, message] as const);
  return [
    head,
    ...(why.length > 0 ? ['', facts(Object.fromEntries(why))] : []),
    '',
    table(
      [
        ['check', ({ name }: Check) => name],
        ['result', ({ result }) => result],
        ['reason', ({ reason }) => reason],
        ['evidence', ({ evidence }) => evidenceText(evidence)],
      ],
      checks,
    ),
  ].join('\n');
}

const evidenceText = (evidence: Check['evidence']): string =>
  Object.entries(evidence ?? {})
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
