import type { CheckContext, Resolution, ScriptedPathway } from '../proofing/index.js';
import type { Outcomes, Scripted } from './createOutcomes.js';
import { parseDuration } from './duration.js';
import { isReason } from './entryReport.js';
import type { ScriptStep } from './outcome.js';

/** The steps that lead out of self-service, and the pathway that each is. */
export const WAYS = {
  referee: 'video_call',
  in_person: 'in_person',
  letter: 'letter',
} as const satisfies Partial<Record<ScriptStep, ScriptedPathway['pathway']>>;
type WayStep = keyof typeof WAYS;

/** The first of the ways for which a script is armed: it sends the applicant there and says how it ends. */
export async function scriptedPathway(
  outcomes: Pick<Outcomes, 'consult'>,
  context: CheckContext,
): Promise<ScriptedPathway | undefined> {
  for (const step of Object.keys(WAYS) as WayStep[]) {
    const found = await outcomes.consult(context.sandbox, step, context);
    if (found) return { pathway: WAYS[step], ends: endOf(found) };
  }
  return undefined;
}

/** At once, unless the entry is a `review`: that waits for its `resolves`, an action, or the deadline. */
export function endOf({
  entry: { result, reason, resolves },
}: Pick<Scripted, 'entry'>): ScriptedPathway['ends'] {
  if (resolves) {
    const afterMs = parseDuration(resolves.after);
    return afterMs === undefined ? undefined : { afterMs, as: resolves.as as Resolution };
  }
  if (result === 'review') return undefined;
  const as = [reason, result].find(isReason) ?? result;
  return as === undefined ? undefined : { afterMs: 0, as: as as Resolution };
}
