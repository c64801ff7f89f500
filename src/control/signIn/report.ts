/** One thing that happened on the way. */
export interface StepReport {
  readonly step: string;
  readonly outcome: string;
  readonly reasons?: readonly string[] | undefined;
}

/** A sign-in on its way: what was done so far. */
export interface Course {
  readonly steps: StepReport[];
  /** The verification attempt that was begun or taken up. */
  attempt?: string | undefined;
}

/** Why a sign-in went no further. */
export interface Halt {
  readonly outcome: 'retry' | 'pending' | 'stopped';
  readonly reasons: readonly string[];
}

export const halt = (outcome: Halt['outcome'], ...reasons: readonly string[]): Halt => ({
  outcome,
  reasons,
});
