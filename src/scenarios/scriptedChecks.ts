import type {
  CheckContext,
  CheckReport,
  DocumentCheck,
  RecordsCheck,
  SelfieCheck,
  StepScript,
  VendorFault,
} from '../proofing/index.js';
import type { Outcomes } from './createOutcomes.js';
import { entryReport } from './entryReport.js';
import type { ScriptStep } from './outcome.js';
import { scriptedPathway } from './pathwayScript.js';

type Report = CheckReport | VendorFault;
type Consult = Pick<Outcomes, 'consult'>;

async function scripted(
  outcomes: Consult,
  step: ScriptStep,
  context: CheckContext,
): Promise<Report | undefined> {
  const found = await outcomes.consult(context.sandbox, step, context);
  return found && entryReport(step, found);
}

/** The real check of documents, unless a script speaks; then no picture is touched. */
export const scriptedDocumentCheck = (real: DocumentCheck, outcomes: Consult): DocumentCheck => ({
  async check(context, type, pictures, claimed) {
    const found = await outcomes.consult(context.sandbox, 'document', context);
    if (!found) return real.check(context, type, pictures, claimed);
    const report = entryReport('document', found);
    const { data } = found.entry;
    if (report.outcome === 'error' || !data) return report;
    return { ...report, extracted: { ...data, type } };
  },
});

const ORDER = ['pass', 'review', 'error', 'retry', 'fail'];
const worse = (a: Report, b: Report): Report =>
  ORDER.indexOf(b.outcome) > ORDER.indexOf(a.outcome) ? b : a;

/** What the rest says when liveness is decided elsewhere. */
function withoutLiveness(report: Report): Report {
  const reasons = report.reasons.filter((reason) => !reason.startsWith('liveness.'));
  if (report.outcome === 'error' || reasons.length === report.reasons.length) return report;
  return { ...report, reasons, outcome: reasons.length === 0 ? 'pass' : report.outcome };
}

/** Two reports on one submission: the worse decides, every check and reason is kept. */
function merged(face: Report, liveness: Report): Report {
  const worst = worse(face, liveness);
  if (worst.outcome === 'error' || face.outcome === 'error' || liveness.outcome === 'error')
    return worst;
  return {
    ...worst,
    reasons: [...new Set([...face.reasons, ...liveness.reasons])],
    checks: [...face.checks, ...liveness.checks],
    timingsMs: { ...face.timingsMs, ...liveness.timingsMs },
    decidedBy: worst.outcome === 'pass' ? liveness.decidedBy : worst.decidedBy,
  };
}

/** The real comparison of faces, unless scripts speak: one for the face, one for liveness. */
export const scriptedSelfieCheck = (real: SelfieCheck, outcomes: Consult): SelfieCheck => ({
  async check(context, selfie, portrait) {
    const face = await scripted(outcomes, 'selfie', context);
    const liveness = await scripted(outcomes, 'liveness', context);
    if (face) return liveness ? merged(face, liveness) : face;
    const report = await real.check(context, selfie, portrait);
    return liveness ? merged(withoutLiveness(report), liveness) : report;
  },
});

/** The real sources, unless a script speaks; it confirms what was claimed. */
export const scriptedRecordsCheck = (real: RecordsCheck, outcomes: Consult): RecordsCheck => ({
  check: async (context, claimed, document) =>
    (await scripted(outcomes, 'records', context)) ?? real.check(context, claimed, document),
});

/** Scripts for steps that have no check of their own. */
export const stepScript = (outcomes: Consult): StepScript => ({
  consult: (context, step) => scripted(outcomes, step, context),
  pathway: (context) => scriptedPathway(outcomes, context),
});
