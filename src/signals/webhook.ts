import { BlockList, isIP } from 'node:net';
import type { Instant } from '../platform/clock.js';
import type { Result } from '../platform/result.js';
import { ok, refused } from '../platform/result.js';
import { isSecret } from './signature.js';

/** An endpoint that is told what happens. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description?: string | undefined;
  /** Patterns of types; any of them that matches is enough. */
  readonly events: readonly string[];
  readonly enabled: boolean;
  /** Whether it also gets who the person is, not only an id. */
  readonly personalData: boolean;
  /** `whsec_` and a key in base64, as the Standard Webhooks specification writes it. */
  readonly secret: string;
  readonly createdAt: Instant;
}

export type WebhookFault = 'url_invalid' | 'url_refused' | 'secret_invalid';

/** What an endpoint hears of unless it says otherwise. */
export const USUAL_EVENTS: readonly string[] = ['account.*', 'verification.*'];

export const MOST_WEBHOOKS = 50;

/**
 * Addresses of the machine's own network segment: clouds answer there with the credentials of the machine. Everything else may
 * be called, loopback first of all, since this is a test system.
 */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet('169.254.0.0', 16);
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN.addAddress('fd00:ec2::254', 'ipv6');

/** Whether an IP address may never be called. */
export const isForbiddenAddress = (address: string): boolean =>
  FORBIDDEN.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Judges an endpoint as a whole; what its name resolves to is judged when it is called. */
export function checkWebhook(webhook: Webhook): Result<Webhook, WebhookFault> {
  const fault = endpointFault(webhook.url);
  if (fault) return refused(fault);
  return isSecret(webhook.secret) ? ok(webhook) : refused('secret_invalid');
}

/** Why an address cannot be called. */
export function endpointFault(address: string): 'url_invalid' | 'url_refused' | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
    return 'url_invalid';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) > 0 && isForbiddenAddress(host) ? 'url_refused' : undefined;
}
