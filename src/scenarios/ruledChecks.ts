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
import { scriptedPathway } from './pathwayScript.js';
import type { Layer, RuledStep } from './ruling.js';

type Report = CheckReport | VendorFault;

async function ruled(
  layer: Layer,
  step: RuledStep,
  context: CheckContext,
): Promise<Report | undefined> {
  const found = await layer.consult(context, step);
  return found && entryReport(step, found);
}

/** The real check of documents, unless a layer rules; then no picture is touched. */
export const ruledDocumentCheck = (real: DocumentCheck, layer: Layer): DocumentCheck => ({
  async check(context, type, pictures, claimed) {
    const found = await layer.consult(context, 'document');
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

/** The real comparison of faces, unless a layer rules: on the face, on liveness, or on both. */
export const ruledSelfieCheck = (real: SelfieCheck, layer: Layer): SelfieCheck => ({
  async check(context, selfie, portrait) {
    const face = await ruled(layer, 'selfie', context);
    const liveness = await ruled(layer, 'liveness', context);
    if (face) return liveness ? merged(face, liveness) : face;
    const report = await real.check(context, selfie, portrait);
    return liveness ? merged(withoutLiveness(report), liveness) : report;
  },
});

/** The real sources, unless a layer rules; it confirms what was claimed. */
export const ruledRecordsCheck = (real: RecordsCheck, layer: Layer): RecordsCheck => ({
  check: async (context, claimed, document) =>
    (await ruled(layer, 'records', context)) ?? real.check(context, claimed, document),
});

/** The same for steps that have no check of their own; scripts also know ways out of self-service. */
export const stepScript = (
  scripts: Layer,
  standing: Layer,
  outcomes: Pick<Outcomes, 'consult'>,
): StepScript => ({
  consult: async (context, step, magic) =>
    (await ruled(scripts, step, context)) ?? magic ?? ruled(standing, step, context),
  pathway: (context) => scriptedPathway(outcomes, context),
});
