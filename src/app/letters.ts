import { kindOf, type Letters, type MessageKind, type Messages } from '../messages/index.js';
import { SECOND } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import { newId, type SandboxId } from '../platform/ids.js';
import type { ActingFault, Delivery, DeliveryScript, Faults } from '../scenarios/index.js';
import type { Task } from '../storage/index.js';

export interface LettersDeps {
  readonly messages: Messages;
  readonly deliveryScript: DeliveryScript;
  readonly faults: Pick<Faults, 'take'>;
  readonly addressOf: (sandbox: SandboxId, account: string) => Promise<string | undefined>;
  readonly partnerName: (sandbox: SandboxId, client: string | undefined) => Promise<string>;
  readonly baseOf: (sandbox: SandboxId) => string;
  /** Writes events that change nothing else. */
  readonly record: (sandbox: SandboxId, events: readonly DomainEvent[]) => Promise<void>;
}

/** The payload of a task `message.send`. */
export interface LetterTask {
  readonly letter: keyof Letters;
  readonly account: string | undefined;
  readonly event: DomainEvent;
  /** A script has spoken about it and let it go. */
  readonly ruled?: true;
  /** How often its vendor failed, as a script wished. */
  readonly faults?: number;
}

/** What a script rules the delivery of; a call reaches a phone as a text does. */
const STEPS: Partial<Record<MessageKind, 'email' | 'sms'>> = {
  email: 'email',
  sms: 'sms',
  voice: 'sms',
};

/** The message takes its id from the task, so that a task that runs twice sends once. */
export async function sendLetter(deps: LettersDeps, { sandbox, id, payload }: Task): Promise<void> {
  const task = payload as LetterTask;
  const { letter, account, event } = task;
  const secret = (event.private ?? {}) as Readonly<Record<string, string>>;
  const email = secret['email'] ?? (account && (await deps.addressOf(sandbox, account)));
  const to = secret['old_email'] ?? secret['phone'] ?? secret['postal_address'] ?? email;
  if (!to) return;
  const kind = kindOf(letter);
  const whom = { ...about(task), email };
  const context = { ...whom, to, voice: kind === 'voice' };
  const step = STEPS[kind];
  const delivery =
    task.ruled || step === undefined
      ? undefined
      : await deps.deliveryScript.consult(sandbox, step, context);
  const kept = delivery && keptBack(task, delivery);
  if (kept) return deps.record(sandbox, [kept]);
  const fault =
    kind === 'email' && !task.ruled ? await deps.faults.take(sandbox, 'mail', whom) : undefined;
  const disturbed = fault && disturbedBy(task, fault);
  if (disturbed) return deps.record(sandbox, [disturbed]);
  const data = await letterData(deps, sandbox, letter, event, secret);
  const message = { name: letter, data, to, locale: secret['locale'] };
  await deps.messages.send(sandbox, { ...message, id: id.replace(/^tsk_/, 'msg_') });
  if (fault?.effect.kind === 'duplicate')
    await deps.messages.send(sandbox, { ...message, id: newId('msg') });
}

const MOST_FAULTS = 12;

/** The event of a message that does not arrive now, as a script says. */
function keptBack(task: LetterTask, delivery: Delivery): DomainEvent | undefined {
  if (delivery.how === 'arrives')
    return delivery.afterMs > 0
      ? later(task, { ...task, ruled: true }, { delay_ms: delivery.afterMs })
      : undefined;
  const { how, reason } = delivery;
  const { faults = 0 } = task;
  if (how === 'again' && faults < MOST_FAULTS)
    return later(task, { ...task, faults: faults + 1 }, { delay_ms: SECOND * 2 ** faults, reason });
  return lost(task, { reason });
}

/** How long a mail is held back that others are to overtake. */
const OVERTAKEN_MS = 5 * SECOND;

/** The same, as a fault says. */
function disturbedBy(task: LetterTask, { id, effect }: ActingFault): DomainEvent | undefined {
  const reason = `fault ${id}`;
  switch (effect.kind) {
    case 'drop':
      return lost(task, { reason });
    case 'delay':
      return later(task, { ...task, ruled: true }, { delay_ms: effect.ms, reason });
    case 'reorder':
      return later(task, { ...task, ruled: true }, { delay_ms: OVERTAKEN_MS, reason });
    default:
      return undefined;
  }
}

const about = ({ account, event: { client, tag } }: LetterTask) => ({ account, client, tag });
const said = ({ letter }: LetterTask) => ({ letter, kind: kindOf(letter) });

/** What is to come later carries its task along. */
const later = (
  task: LetterTask,
  next: LetterTask,
  data: { readonly delay_ms: number; readonly reason?: string },
): DomainEvent => ({
  ...{ type: 'message.delayed', ...about(task), private: { ...next } },
  data: { ...said(task), ...data },
});

const lost = (task: LetterTask, data: { readonly reason: string }): DomainEvent => ({
  ...{ type: 'message.lost', ...about(task) },
  data: { ...said(task), ...data },
});

async function letterData(
  { baseOf, partnerName }: LettersDeps,
  sandbox: SandboxId,
  letter: keyof Letters,
  event: DomainEvent,
  secret: Readonly<Record<string, string>>,
): Promise<object> {
  const base = baseOf(sandbox);
  switch (letter) {
    case 'confirm_address':
      return {
        link: `${base}/signup/confirm?token=${secret['token'] ?? ''}`,
        code: secret['code'] ?? '',
      };
    case 'already_registered':
      return { link: `${base}/signin` };
    case 'phone_code':
    case 'phone_call':
      return { code: secret['code'] ?? '' };
    case 'address_code':
      return { code: secret['code'] ?? '', partner: await partnerName(sandbox, event.client) };
    case 'account_closed':
      return {};
    case 'password_reset':
      return { link: `${base}/forgot/reset?token=${secret['token'] ?? ''}` };
    case 'address_changed':
    case 'password_changed':
      return { link: `${base}/account` };
    case 'authenticator_bound':
      return { kind: String(event.data?.['kind']), link: `${base}/account` };
    default:
      return { partner: await partnerName(sandbox, event.client), link: `${base}/account` };
  }
}
