/**
 * How an attempt moves: the one table. The reducer, the tests and the documentation's diagram are all made from it.
 *
 * `processing -> in_progress` (`pass`) exists because each submission is checked on its own: a check runs in
 * `processing`, so that a crash in the middle resumes it, and when it passed and steps remain the person goes on.
 * `resubmission_required` is left by `retry`, or by `decline` when no submission is left; who cancels or goes away there
 * passes through `in_progress`.
 */
export const TRANSITIONS = {
  created: { open: 'in_progress', expire: 'expired' },
  in_progress: {
    submit: 'processing',
    idle: 'abandoned',
    cancel: 'canceled',
    expire: 'expired',
  },
  processing: {
    pass: 'in_progress',
    verify: 'verified',
    await_confirmation: 'awaiting_confirmation',
    ask_again: 'resubmission_required',
    review: 'in_review',
    refer: 'referee_required',
    decline: 'declined',
    fault: 'error',
  },
  awaiting_confirmation: { verify: 'verified', expire: 'expired' },
  resubmission_required: { retry: 'in_progress', decline: 'declined' },
  in_review: {
    verify: 'verified',
    decline: 'declined',
    ask_again: 'resubmission_required',
    expire: 'expired',
  },
  referee_required: { verify: 'verified', decline: 'declined', expire: 'expired' },
  error: { retry: 'processing', decline: 'declined' },
  abandoned: { open: 'in_progress', expire: 'expired' },
  verified: { revoke: 'revoked', lapse: 'lapsed' },
  declined: {},
  canceled: {},
  expired: {},
  revoked: {},
  lapsed: {},
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type State = keyof typeof TRANSITIONS;
type EventsOf<S extends State> = S extends State ? keyof (typeof TRANSITIONS)[S] : never;
/** What can happen to an attempt. */
export type AttemptEvent = EventsOf<State>;

export const STATES = Object.keys(TRANSITIONS) as readonly State[];
export const ATTEMPT_EVENTS: readonly AttemptEvent[] = [
  ...new Set(Object.values(TRANSITIONS).flatMap((row) => Object.keys(row) as AttemptEvent[])),
];

/** Where `event` leads from `state`, or undefined where it cannot happen. */
export const target = (state: State, event: AttemptEvent): State | undefined =>
  (TRANSITIONS[state] as Partial<Record<AttemptEvent, State>>)[event];

/** A state nothing leads out of. */
export const isFinal = (state: State): boolean => Object.keys(TRANSITIONS[state]).length === 0;

/** Decided, one way or the other: nothing the applicant does moves the attempt any more. */
export const isClosed = (state: State): boolean => state === 'verified' || isFinal(state);

/** The table as the text of a Mermaid state diagram. */
export function diagram(): string {
  const lines = STATES.flatMap((from) =>
    Object.entries(TRANSITIONS[from]).map(([event, to]) => `  ${from} --> ${to}: ${event}`),
  );
  const ends = STATES.filter(isFinal).map((state) => `  ${state} --> [*]`);
  return ['stateDiagram-v2', '  [*] --> created', ...lines, ...ends, ''].join('\n');
}
