import Router from '@koa/router';
import type { Context } from 'koa';
import type { Subscriber } from '../../assurance/index.js';
import type { Authenticators } from '../../authenticators/index.js';
import { MESSAGE_SENT, type Message, type Messages } from '../../messages/index.js';
import type { HandOff, HandOffs, SubscriberStore } from '../../oidc/index.js';
import { follow, type Changes } from '../../platform/changes.js';
import { SECOND } from '../../platform/clock.js';
import type { SandboxId } from '../../platform/ids.js';
import type { Attempt, Proofing } from '../../proofing/index.js';
import type { PhoneModel } from '../pages/phoneView.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';
import { pictureStep } from './interaction/proofing/handOff.js';

export interface PhoneDeps {
  /** By id, e-mail address or persona. */
  readonly find: (
    sandbox: SandboxId,
    reference: string,
  ) => Promise<{ readonly id: string; readonly uuid: string } | undefined>;
  readonly subscribers: SubscriberStore;
  readonly proofing: { readonly attempts: Pick<Proofing['attempts'], 'current'> };
  readonly handOffs: Pick<HandOffs, 'ofAttempt'>;
  readonly messages: Pick<Messages, 'list'>;
  readonly totp: Pick<Authenticators['totp'], 'currentCode'>;
  readonly changes: Changes;
  readonly show: ShowPage;
}

const LONGEST_REFERENCE = 254;
const SHOWN = 20;
/** How long a page that shows nothing new is kept waiting; a step that is lent to the phone is seen after that. */
const LONGEST_WAIT = 5 * SECOND;

/** One drawn phone for a person: texts, calls, mails, push messages, the app's code and the camera. For operators. */
export function phoneRouter(deps: PhoneDeps): Router {
  const router = new Router();
  router.get('/phone/:person', async (ctx) => {
    const reference = String(ctx.params['person']).slice(0, LONGEST_REFERENCE);
    const { id: sandbox } = placeOf(ctx);
    const found = await deps.find(sandbox, reference);
    const owner = found && (await deps.subscribers.bySub(sandbox, found.uuid));
    if (!owner) return ctx.throw(404, 'unknown_person');
    deps.show(ctx, 'phone', await phoneOf(deps, ctx, owner));
  });
  return router;
}

async function phoneOf(deps: PhoneDeps, ctx: Context, owner: Subscriber): Promise<PhoneModel> {
  const { id: sandbox, prefix } = placeOf(ctx);
  const attempt = await deps.proofing.attempts.current(sandbox, owner.id);
  const [lent, app] = await Promise.all([
    attempt && deps.handOffs.ofAttempt(sandbox, attempt.id),
    deps.totp.currentCode(sandbox, owner.id),
  ]);
  const numbers = numbersOf(owner, attempt);
  const camera = cameraOf(attempt, lent, prefix);
  const shown = [app?.code ?? '', camera?.href ?? ''].join(' ');
  const messages = await newest(deps, ctx, [owner.email, ...numbers], shown);
  const { given_name, family_name } = owner.attributes;
  const live = new URLSearchParams({ seen: messages[0]?.id ?? '', shown });
  return {
    name: [given_name, family_name].filter(Boolean).join(' ') || owner.email,
    ...{ email: owner.email, numbers, app, camera },
    face: `${prefix}/control/v1/people/${owner.id}/pictures/selfie`,
    live: `${prefix}/phone/${owner.id}?${live.toString()}`,
    messages: messages.map(({ id, kind, subject, text, codes, links, createdAt: at }) => ({
      ...{ id, kind, subject, text, codes, links, at },
      href: `${prefix}/inbox/${id}`,
    })),
    inbox: `${prefix}/inbox?to=${encodeURIComponent(owner.email)}`,
  };
}

const numbersOf = (owner: Subscriber, attempt: Attempt | undefined): readonly string[] => [
  ...new Set(
    [owner.attributes.phone, attempt?.held.details?.phone].filter((phone) => phone !== undefined),
  ),
];

/** The camera has something to do while a step that waits for pictures is lent to the phone. */
function cameraOf(
  attempt: Attempt | undefined,
  lent: HandOff | undefined,
  prefix: string,
): PhoneModel['camera'] {
  const step = pictureStep(attempt);
  return lent && step === lent.step
    ? { step, href: `${prefix}/hand-off/${lent.token}` }
    : undefined;
}

/** With `seen` and `shown`, what a page has already, waits for a newer message. */
async function newest(
  { messages, changes }: PhoneDeps,
  ctx: Context,
  addresses: readonly string[],
  shown: string,
): Promise<readonly Message[]> {
  const { id: sandbox } = placeOf(ctx);
  const { seen } = ctx.query;
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  return follow(changes, sandbox, {
    look: async () => {
      const filter = { newest: true, limit: SHOWN };
      const lists = addresses.map((to) => messages.list(sandbox, { ...filter, to }));
      const all = (await Promise.all(lists)).flat();
      return all.sort((a, b) => b.createdAt - a.createdAt).slice(0, SHOWN);
    },
    isEnough: (list) => ctx.query['shown'] !== shown || (list[0]?.id ?? '') !== seen,
    ms: seen === undefined ? 0 : LONGEST_WAIT,
    concerns: (type) => type === MESSAGE_SENT,
    signal: gone.signal,
  });
}
