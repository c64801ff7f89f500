import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './delivery.js';
import { newSecret, signedHeaders } from './signature.js';

/** What goes wrong with a delivery because somebody wished it; `fault` is the wish's id. */
export type Mishap = { readonly fault: string } & (
  | { readonly kind: 'drop' | 'reorder' | 'duplicate' | 'malformed' | 'hang_up' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'signature'; readonly how: string }
  | { readonly kind: 'clock_skew'; readonly seconds: number }
);

/** One message on its way to an endpoint. */
export interface Outgoing {
  readonly secret: string;
  readonly id: string;
  /** When it is sent, in ms. */
  readonly timestamp: number;
  readonly body: string;
}

/** What came of it: an answer, or why there was none; what is dropped is not tried again. */
export type Sent = (
  | { readonly answer: Answer; readonly error?: undefined }
  | { readonly error: string; readonly answer?: undefined }
) & { readonly dropped?: true };

/** The message as it leaves, wrong where a mishap says so. */
export function written(
  message: Outgoing,
  mishap?: Mishap,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const { kind } = mishap ?? {};
  const body =
    kind === 'malformed' ? message.body.slice(0, Math.ceil(message.body.length / 2)) : message.body;
  const timestamp =
    mishap?.kind === 'clock_skew' ? message.timestamp + mishap.seconds * 1000 : message.timestamp;
  const secret =
    mishap?.kind === 'signature' && mishap.how === 'wrong_key' ? newSecret() : message.secret;
  const headers = signedHeaders(secret, { id: message.id, timestamp, body });
  return { body, headers: isCorrupt(mishap) ? corrupted(headers) : headers };
}

const isCorrupt = (mishap: Mishap | undefined): boolean =>
  mishap?.kind === 'signature' && mishap.how === 'corrupt';

const corrupted = (headers: Readonly<Record<string, string>>) => {
  const [version = '', digest = ''] = (headers['webhook-signature'] ?? '').split(',');
  const first = digest.startsWith('A') ? 'B' : 'A';
  return { ...headers, 'webhook-signature': `${version},${first}${digest.slice(1)}` };
};

/** Sends, or does not, as a mishap says. */
export async function sendWith(
  mishap: Mishap | undefined,
  send: () => Promise<Sent>,
): Promise<Sent> {
  if (!mishap) return send();
  const because = `(fault ${mishap.fault})`;
  switch (mishap.kind) {
    case 'drop':
      return { error: `never sent ${because}`, dropped: true };
    case 'reorder':
      return { error: `held back, so that others overtake it ${because}` };
    case 'hang_up':
      return { error: `as if the connection had ended ${because}` };
    case 'status':
      return { answer: { status: mishap.status, headers: {}, body: because, truncated: false } };
    case 'delay':
      await pause(mishap.ms);
      return send();
    case 'duplicate':
      await send();
      return send();
    default:
      return send();
  }
}
