import { MINUTE, type Clock } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { randomToken, safeEqual } from '../platform/secrets.js';
import type { ModelKey, ModelStore } from './ports.js';
import type { ProfileId } from './profiles/index.js';

/** A step of a sign-in in progress, lent to another device: nothing but that step can be done by it. */
export interface HandOff {
  /** All that the other device needs; names the attempt and a secret. */
  readonly token: string;
  readonly attempt: string;
  readonly step: 'document' | 'selfie';
  readonly profile: ProfileId;
  /** The sign-in in progress. */
  readonly uid: string;
}

export interface HandOffs {
  /** Lends a step for a quarter of an hour; while it is lent already, the same link again. Of an attempt one step is lent at a time. */
  lend(sandbox: SandboxId, step: Omit<HandOff, 'token'>): Promise<HandOff>;
  /** What a link stands for; undefined when it is wrong or over. */
  byToken(sandbox: SandboxId, token: string): Promise<HandOff | undefined>;
  /** What is lent of an attempt. */
  ofAttempt(sandbox: SandboxId, attempt: string): Promise<HandOff | undefined>;
}

const LENT_FOR = 15 * MINUTE;
const LONGEST_TOKEN = 200;

const keyOf = (attempt: string): ModelKey => ({ profile: '', model: 'HandOff', id: attempt });

/** Kept among the protocol's own tokens, so that they expire, age and go with their sandbox as those do. */
export function createHandOffs({
  models,
  clock,
}: {
  readonly models: Pick<ModelStore, 'find' | 'upsert'>;
  readonly clock: Clock;
}): HandOffs {
  const ofAttempt: HandOffs['ofAttempt'] = async (sandbox, attempt) =>
    (await models.find(sandbox, keyOf(attempt), clock.now())) as HandOff | undefined;
  return {
    ofAttempt,
    async lend(sandbox, asked) {
      const lent = await ofAttempt(sandbox, asked.attempt);
      if (lent?.step === asked.step && lent.uid === asked.uid) return lent;
      const fresh = { ...asked, token: `${asked.attempt}.${randomToken(16)}` };
      await models.upsert(sandbox, keyOf(asked.attempt), { ...fresh }, clock.now() + LENT_FOR);
      return fresh;
    },
    async byToken(sandbox, token) {
      const [attempt = ''] = token.split('.', 1);
      if (attempt === '' || token.length > LONGEST_TOKEN) return undefined;
      const lent = await ofAttempt(sandbox, attempt);
      return lent && safeEqual(lent.token, token) ? lent : undefined;
    },
  };
}
