import type { CheckContext } from '../proofing/index.js';
import { bareWordsOf } from './belonging.js';
import type { Outcomes } from './createOutcomes.js';
import type { EntryRequest, ScriptStep } from './outcome.js';

/** Steps of a verification that somebody may rule on before anything is looked at. */
export const RULED_STEPS = [
  ...(['document', 'selfie', 'liveness', 'records', 'phone', 'fraud', 'decision'] as const),
] as const satisfies readonly ScriptStep[];
export type RuledStep = (typeof RULED_STEPS)[number];

/** What somebody says a submission comes to. */
export interface Ruling {
  readonly entry: EntryRequest;
  readonly by: 'script' | 'persona' | 'partner';
  /** Id of the script, the persona, the client or the organisation. */
  readonly source: string;
}

/** One layer of the order of precedence (contract section 5); undefined leaves a submission to the next. */
export interface Layer {
  consult(context: CheckContext, step: RuledStep): Promise<Ruling | undefined>;
}

/** Scripts: spends one entry of the script in charge. */
export const scriptLayer = (outcomes: Pick<Outcomes, 'consult'>): Layer => ({
  async consult(context, step) {
    const found = await outcomes.consult(context.sandbox, step, context);
    return found && { entry: found.entry, by: 'script', source: found.outcome };
  },
});

/** What steps always come to: one word each, a result that speaks for itself or a reason. */
export type Standing = Readonly<Partial<Record<RuledStep, string | undefined>>>;

/** What always holds for a persona, or for whoever comes from a partner. */
export const standingLayer = (
  by: 'persona' | 'partner',
  standingOf: (
    context: CheckContext,
  ) => Promise<{ readonly source: string; readonly standing: Standing } | undefined>,
): Layer => ({
  async consult(context, step) {
    const found = await standingOf(context);
    const result = found?.standing[step];
    return found && result !== undefined
      ? { entry: { result }, by, source: found.source }
      : undefined;
  },
});

/** The first that has something to say. */
export const inOrder = (...layers: readonly Layer[]): Layer => ({
  async consult(context, step) {
    for (const layer of layers) {
      const ruling = await layer.consult(context, step);
      if (ruling) return ruling;
    }
    return undefined;
  },
});

/** The words that may stand for a step. */
export const standingWordsOf = (step: RuledStep): readonly string[] => bareWordsOf(step);

/** What a value says of steps, as far as it is words that belong to them. */
export function standingIn(value: unknown): Standing {
  const said = (value ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    RULED_STEPS.flatMap((step) => {
      const word = standingWordsOf(step).find((known) => known === said[step]);
      return word === undefined ? [] : [[step, word]];
    }),
  );
}
