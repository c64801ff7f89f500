import { MESSAGE_SENT, type Letters } from '../messages/index.js';
import type { Instant } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import { followUps, suggestsSomebodyElse, type Proofing } from '../proofing/index.js';
import { securityEventType, type Signals } from '../signals/index.js';
import { DELIVER, type NewTask, type Task, type TaskHandler } from '../storage/index.js';
import { sendLetter, type LettersDeps } from './letters.js';
import type { SecurityEventTask } from './pushSecurityEvents.js';

/** Kinds of authenticators whose binding a person is told of (63B-4 section 4.1.2); a password comes with the account. */
const TOLD_OF = ['totp', 'phone', 'passkey'];

/** A task that waits for other servers. */
export const PUSH = 'security_event.push';

/** After these nobody is signed in any more, here or at a partner. */
const ENDS_SESSIONS = new Set([
  'account.suspended',
  'account.closed',
  'account.merged',
  'account.locked',
  'account.held',
  'account.fraud_reported',
  'account.deceased',
  'authenticator.password_reset',
]);

/** Which letter an event calls for; what it says comes from the event's private part. */
const LETTERS: Readonly<Record<string, keyof Letters>> = {
  'account.registered': 'confirm_address',
  'account.confirmation_requested': 'confirm_address',
  'account.registration_repeated': 'already_registered',
  'account.email_changed': 'address_changed',
  'account.closed': 'account_closed',
  'authenticator.bound': 'authenticator_bound',
  'authenticator.password_reset_requested': 'password_reset',
  'authenticator.password_reset': 'password_changed',
  'authenticator.code_requested': 'phone_code',
  'proofing.phone_code_requested': 'phone_code',
  'proofing.address_code_requested': 'address_code',
  'verification.verified': 'verification_succeeded',
  'verification.declined': 'verification_declined',
  'verification.in_review': 'verification_in_review',
};

/** The after-effects of every event, as tasks that are written with it: the one table of what follows from what. */
export function tasksFor(event: DomainEvent, at: Instant): readonly NewTask[] {
  const letter = letterFor(event);
  const tasks: NewTask[] = followUps(event).map(({ kind, dueIn, payload }) => ({
    kind,
    dueAt: at + dueIn,
    payload,
  }));
  if (letter)
    tasks.push({ kind: 'message.send', payload: { letter, account: event.account, event } });
  if (ENDS_SESSIONS.has(event.type))
    tasks.push({ kind: 'sessions.end', payload: { account: event.account } });
  if (event.account !== undefined && securityEventType(event.type) !== undefined)
    tasks.push({
      kind: PUSH,
      payload: { account: event.account, event: event.type, at } satisfies SecurityEventTask,
    });
  if (event.type === 'message.delayed')
    tasks.push({
      kind: 'message.send',
      dueAt: at + Number(event.data?.['delay_ms']),
      payload: event.private,
    });
  if (event.type === MESSAGE_SENT && event.data?.['kind'] === 'email') {
    tasks.push({ kind: 'message.relay', payload: { message: event.data['message'] } });
  }
  return tasks;
}

function letterFor(event: DomainEvent): keyof Letters | undefined {
  const told =
    event.type !== 'authenticator.bound' || TOLD_OF.includes(String(event.data?.['kind']));
  const letter = told ? LETTERS[event.type] : undefined;
  if (letter === 'phone_code' && event.data?.['by'] === 'voice') return 'phone_call';
  return letter === 'verification_declined' && suggestsSomebodyElse(reasonsOf(event))
    ? 'verification_alert'
    : letter;
}

const reasonsOf = ({ data }: DomainEvent): readonly string[] =>
  (data?.['reasons'] as readonly string[] | undefined) ?? [];

export interface AfterEffectsDeps extends LettersDeps {
  readonly proofing: Proofing;
  readonly signals: Pick<Signals, 'deliveries'>;
  /** Tells clients by security event tokens. */
  readonly pushSecurityEvents: TaskHandler;
  /** Ends a person's sessions, grants and what was issued under them. */
  readonly endSessions: (sandbox: SandboxId, account: string) => Promise<void>;
}

/** What does the tasks, by kind. Each may run twice after a crash and then does nothing the second time. */
export function taskHandlers(deps: AfterEffectsDeps): Readonly<Record<string, TaskHandler>> {
  const { messages, proofing, signals } = deps;
  const attemptIn = ({ payload }: Task): string =>
    (payload as { readonly attempt: string }).attempt;
  return {
    'message.send': (task) => sendLetter(deps, task),
    'sessions.end': ({ sandbox, payload }) =>
      deps.endSessions(sandbox, (payload as { readonly account: string }).account),
    'message.relay': ({ sandbox, payload }) =>
      messages.relayMail(sandbox, (payload as { readonly message: string }).message),
    [PUSH]: deps.pushSecurityEvents,
    [DELIVER]: ({ sandbox, payload }) => {
      const { delivery, turn } = payload as { readonly delivery: string; readonly turn: number };
      return signals.deliveries.deliver(sandbox, delivery, turn);
    },
    'proofing.check': (task) => proofing.tasks['proofing.check'](task.sandbox, attemptIn(task)),
    'proofing.deadline': (task) =>
      proofing.tasks['proofing.deadline'](task.sandbox, attemptIn(task)),
    'proofing.retention': (task) =>
      proofing.tasks['proofing.retention'](task.sandbox, attemptIn(task)),
  };
}
