import type { Applicant, Attempt, CheckedStep, Held, Verdict } from './attempt.js';
import { verdictOf } from './attempt.js';
import type { Checked, Processing } from './conclude.js';
import { conclude, decided } from './conclude.js';
import { heldVerdicts } from './finalDecision.js';
import { resolutionRuling } from './operate.js';
import type { CheckReport, ScriptedPathway, VendorFault } from './ports.js';
import { mustMove, stepOfReason } from './settle.js';
import { blankAttempt } from './startAttempt.js';

const NOBODY: Applicant = { account: '', email: '' };

const submitted = (step: CheckedStep, held: Held): Processing =>
  mustMove({ ...blankAttempt('', NOBODY, 0), state: 'in_progress', held }, 'submit', {
    step,
  }) as Processing;

/** What is held of a step when its check said so. */
const HOLDS: Readonly<Record<CheckedStep, (verdict: Verdict) => Held>> = {
  document: (verdict) => ({ document: { verdict } }),
  selfie: (verdict) => ({ selfie: { verdict } }),
  details: (verdict) => ({ records: { verdict, confirmed: [] } }),
  phone_code: (verdict) => ({ phone: { verdict } }),
  review: (decision) => ({ decision }),
};

const turn = (attempt: Processing, checked: Checked, way?: ScriptedPathway): Attempt =>
  conclude(attempt, checked, decided(attempt, checked), 0, way).attempt;

const NOTHING_FOUND: CheckReport = {
  ...{ outcome: 'pass', reasons: [], checks: [], decidedBy: 'records', timingsMs: {} },
};

/** Everything is in, and decided. */
function atTheEnd(held: Held, way?: ScriptedPathway): Attempt {
  const verdicts = heldVerdicts(held);
  return turn(submitted('review', held), { verdicts, report: NOTHING_FOUND, held }, way);
}

/**
 * Where an attempt comes to stand when one check of its first submission says so and nothing else is found: at once, or, when
 * the person may go on, at the end. By the rules of real attempts; nothing is stored. Pure.
 */
export function foresee(step: CheckedStep, report: CheckReport | VendorFault): Attempt {
  const held = report.outcome === 'error' ? {} : HOLDS[step](verdictOf(report));
  const about = step === 'review' ? stepOfReason(report.reasons[0]) : step;
  const verdicts = [{ step: about, verdict: report }];
  const stands = turn(submitted(step, held), { verdicts, report, held });
  return stands.state === 'in_progress' ? atTheEnd(held) : stands;
}

/** Where an attempt comes to stand that a script sends another way. Pure. */
export function foreseeWay(way: ScriptedPathway): Attempt {
  const waits = atTheEnd({}, way);
  if (!way.ends) return waits;
  const { event, reasons } = resolutionRuling(waits, way.ends.as);
  return mustMove(waits, event, { reasons });
}
