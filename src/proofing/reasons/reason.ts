/** What a reason does to the attempt unless policy says otherwise: try again, decline, ask a person, blame the system. */
export type Disposition = 'retry' | 'final' | 'review' | 'system';

export type Severity = 'low' | 'medium' | 'high';

/** Everything known about one reason code but its public text, which is a locale's (key = the code). */
export interface ReasonInfo {
  readonly disposition: Disposition;
  /** The other disposition a policy customarily chooses. */
  readonly alternative?: Disposition;
  /** How many submissions may fail with this reason before it turns final (a first photo of a screen may be a mistake). */
  readonly retriesBeforeFinal?: number;
  readonly severity: Severity;
  /** Name of the check that raises it. */
  readonly check: string;
  /** The same thing in other vendors' words, `vendor:label`. */
  readonly aliases: readonly string[];
  /** For the operator only: it may say what the person must not learn (63A section 3.2.1, data washing). */
  readonly operator: string;
}

export type Reasons = Readonly<Record<string, ReasonInfo>>;
