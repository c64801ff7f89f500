import { kindOf, type Letters, type MessageKind, type Messages } from '../messages/index.js';
import { SECOND } from '../platform/clock.js';
import type { DomainEvent } from '../platform/events.js';
import type { SandboxId } from '../platform/ids.js';
import type { Delivery, DeliveryScript } from '../scenarios/index.js';
import type { Task } from '../storage/index.js';

export interface LettersDeps {
  readonly messages: Messages;
  readonly deliveryScript: DeliveryScript;
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
  const about = { account, email, client: event.client, tag: event.tag };
  const context = { ...about, to, voice: kind === 'voice' };
  const step = STEPS[kind];
  const delivery =
    task.ruled || step === undefined
      ? undefined
      : await deps.deliveryScript.consult(sandbox, step, context);
  const kept = delivery && keptBack(task, delivery);
  if (kept) return deps.record(sandbox, [kept]);
  const data = await letterData(deps, sandbox, letter, event, secret);
  await deps.messages.send(sandbox, {
    name: letter,
    data: data,
    to,
    locale: secret['locale'],
    id: id.replace(/^tsk_/, 'msg_'),
  });
}

const MOST_FAULTS = 12;

/** The event of a message that does not arrive now; one that is to come later carries its task along. */
function keptBack(task: LetterTask, delivery: Delivery): DomainEvent | undefined {
  const { letter, account, event } = task;
  const { client, tag } = event;
  const about = { account, client, tag };
  const data = { letter, kind: kindOf(letter) };
  const later = (delay_ms: number, next: LetterTask, reason?: string): DomainEvent => ({
    ...{ type: 'message.delayed', ...about, private: { ...next } },
    data: { ...data, delay_ms, ...(reason !== undefined && { reason }) },
  });
  if (delivery.how === 'arrives')
    return delivery.afterMs > 0 ? later(delivery.afterMs, { ...task, ruled: true }) : undefined;
  const { how, reason } = delivery;
  const { faults = 0 } = task;
  if (how === 'again' && faults < MOST_FAULTS)
    return later(SECOND * 2 ** faults, { ...task, faults: faults + 1 }, reason);
  return { type: 'message.lost', ...about, data: { ...data, reason } };
}

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
