import type { Context } from 'koa';
import type { SignIn } from '../../../oidc/index.js';
import type { Attempt } from '../../../proofing/index.js';
import { bareWordsOf, type ScriptStep } from '../../../scenarios/index.js';
import type { Filling, TesterBar } from '../../pages/testerBar.js';
import { placeOf } from '../../requestState.js';
import type { BarPlace } from './barPlace.js';
import { fillingFor } from './filling.js';
import { frameOf } from './pageBar.js';
import { receivedAt, type Received } from './recentMessages.js';
import type { TesterTools } from './testerTools.js';

interface Bar {
  readonly bar: TesterBar;
  /** Empty unless the page was asked for filled in. */
  readonly filling: Filling;
}

/** The bar of a page of a sign-in in progress: a few reads, made for operators alone. */
export async function barOf(tools: TesterTools, place: BarPlace): Promise<Bar> {
  const { ctx, signIn, page, path } = place;
  const frame = frameOf(tools, ctx, signIn.subscriber);
  const attempt = await attemptIn(tools, place);
  const received = await receivedBy(tools, place, attempt);
  const codes = [...(await appCode(tools, place)), ...received.codes];
  const wants = ctx.method === 'GET' && ctx.query['fill'] === 'yes';
  const filling = wants ? await fillingFor(tools, place, codes) : {};
  return {
    filling,
    bar: {
      ...frame,
      signInAs: path('tester/sign-in'),
      people: [...hinted(signIn), ...frame.people],
      fill: FILLED.has(page) ? fillHref(ctx, path(page)) : undefined,
      passwordUnknown: 'email' in filling && !('password' in filling),
      codes,
      link: received.link,
      outcome: outcomeOf(place, matchOf(signIn) !== undefined),
      decided: decidedLast(attempt),
    },
  };
}

/** The verification in progress, on its pages. */
const attemptIn = async (
  { attemptOf }: TesterTools,
  { ctx, signIn: { subscriber, step } }: BarPlace,
): Promise<Attempt | undefined> =>
  subscriber && step.at === 'proof' ? attemptOf(placeOf(ctx).id, subscriber.id) : undefined;

/** Its newest result: who tests sees whether a script spoke, or the engine. */
function decidedLast(attempt: Attempt | undefined): TesterBar['decided'] {
  const last = attempt?.submissions.at(-1);
  if (!last) return undefined;
  const { step: tried, outcome, reasons, decidedBy: by } = last;
  return { step: tried, outcome, reasons, by };
}

/** The person of the request; at sign-in, where nobody is known yet, this very request by its `state`. */
export function matchOf({
  subscriber,
  params,
}: SignIn): Readonly<Record<string, string>> | undefined {
  const { state } = params;
  if (subscriber) return { person: subscriber.id };
  return typeof state === 'string' && state !== '' && state.length <= 255 ? { state } : undefined;
}

/** At the person's address, their phone, and the phone that is being confirmed. */
function receivedBy(
  tools: TesterTools,
  { ctx, signIn }: BarPlace,
  attempt: Attempt | undefined,
): Promise<Received> {
  const { subscriber, facts } = signIn;
  const phone = attempt?.held.details?.phone ?? subscriber?.attributes.phone;
  const addresses = [facts.progress.awaits ?? subscriber?.email, phone];
  return receivedAt(tools, placeOf(ctx).id, addresses);
}

async function appCode(
  { totp }: TesterTools,
  { ctx, signIn: { subscriber }, page }: BarPlace,
): Promise<TesterBar['codes']> {
  if (!subscriber || page !== 'second-factor') return [];
  const current = await totp.currentCode(placeOf(ctx).id, subscriber.id);
  return current ? [{ kind: 'totp', code: current.code }] : [];
}

/** Whom the application hinted at comes first. */
function hinted({ params }: SignIn): TesterBar['people'] {
  const { login_hint: hint } = params;
  const named = typeof hint === 'string' && hint !== '' && hint.length <= 254;
  return named ? [{ id: hint, name: hint }] : [];
}

const FILLED: ReadonlySet<string> = new Set([
  ...['signin', 'signup', 'check-mail', 'second-factor', 'second-factor-setup', 'recovery-codes'],
  ...['verify', 'document-type', 'details', 'phone-code'],
]);

function fillHref({ query }: Context, page: string): string {
  const { kind } = query;
  const asked = new URLSearchParams({ ...(typeof kind === 'string' && { kind }), fill: 'yes' });
  return `${page}?${asked.toString()}`;
}

/** The step that a page's next submission is judged at. */
const STEPS: Readonly<Record<string, ScriptStep>> = {
  signin: 'sign_in',
  'second-factor': 'second_factor',
  document: 'document',
  selfie: 'selfie',
  details: 'records',
  'phone-code': 'phone',
  review: 'decision',
  consent: 'consent',
};

function outcomeOf({ ctx, page, path }: BarPlace, matched: boolean): TesterBar['outcome'] {
  const step = STEPS[page];
  if (!step || !matched) return undefined;
  const words = bareWordsOf(step);
  const armed = words.find((word) => word === ctx.query['armed']);
  return { action: path('tester/outcome'), step, back: page, words, armed };
}
