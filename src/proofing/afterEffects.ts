import { MINUTE } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';

/** Work that follows from an event, after `dueIn` ms. All of it is idempotent: it looks at the attempt before it acts. */
export interface FollowUp {
  /** `check`: run a submission's check; `deadline`: end what is due; `retention`: delete pictures. */
  readonly kind: 'proofing.check' | 'proofing.deadline' | 'proofing.retention';
  readonly dueIn: number;
  readonly payload: { readonly attempt: string };
}

/** A check runs within the request that submitted it; this long after, the task runs it if the process died. */
const RESUME_CHECK_AFTER = 2 * MINUTE;

const CLOSINGS = ['verified', 'declined', 'canceled', 'expired'].map(
  (name) => `verification.${name}`,
);
/** The applicant did something: half an hour later somebody looks whether that was the last of it. */
const ACTIVITY = [
  ...['verification.started', 'verification.step_completed', 'verification.resubmission_requested'],
  ...['proofing.phone_code_requested', 'proofing.phone_code_refused'],
];

/** What has to be done later because of an event of this room; nothing for the events of others. */
export function followUps(event: DomainEvent): FollowUp[] {
  const attempt = event.data?.['attempt'];
  if (typeof attempt !== 'string' || !/^(?:verification|proofing)\./.test(event.type)) return [];
  const after = (kind: FollowUp['kind'], dueIn: unknown): FollowUp[] =>
    typeof dueIn === 'number' ? [{ kind, dueIn, payload: { attempt } }] : [];
  return [
    ...(event.type === 'verification.submitted' ? after('proofing.check', RESUME_CHECK_AFTER) : []),
    ...after('proofing.check', event.data?.['retry_in_ms']),
    ...after('proofing.deadline', event.data?.['due_in_ms']),
    ...(ACTIVITY.includes(event.type)
      ? after('proofing.deadline', event.data?.['idle_in_ms'])
      : []),
    ...(CLOSINGS.includes(event.type)
      ? after('proofing.retention', event.data?.['keep_pictures_ms'])
      : []),
  ];
}
