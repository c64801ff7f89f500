import Router from '@koa/router';
import type { Context } from 'koa';
import { MESSAGE_SENT, type Message, type Messages } from '../../messages/index.js';
import { follow, type Changes } from '../../platform/changes.js';
import { SECOND } from '../../platform/clock.js';
import type { AttemptView, Proofing } from '../../proofing/index.js';
import type { AskControl } from '../askControl.js';
import { SCENES, type Scene } from '../demo/scenes.js';
import { formOf, readForm } from '../forms/form.js';
import { isOwnForm, type CsrfCookie } from '../middleware/csrf.js';
import type { DemoAct, DemoSceneModel } from '../pages/demoViews.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';
import { seeOther } from '../seeOther.js';
import { ownRequest } from './ownPages.js';
import type { PhoneDeps } from './phone.js';

export interface DemoDeps {
  readonly askControl: AskControl;
  /** The id of somebody new to play it. */
  readonly castPlayer: (scene: Scene) => string;
  readonly find: PhoneDeps['find'];
  readonly subscribers: PhoneDeps['subscribers'];
  readonly proofing: { readonly attempts: Pick<Proofing['attempts'], 'list'> };
  readonly messages: Pick<Messages, 'list'>;
  readonly changes: Changes;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
}

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
/** Whoever plays a scene: her papers and her looks, an account that is not verified yet. */
const PLAYER = { persona: 'maria', ial: 1, authenticators: ['password', 'totp'] };

/** Three scenes that are really played when their button is pressed: the engine reads the pictures, the rules decide. For operators. */
export function demoRouter(deps: DemoDeps): Router {
  const router = new Router();
  router.get('/demo', (ctx) => {
    const api = `${placeOf(ctx).prefix}/control/v1/personas/maria`;
    deps.show(ctx, 'demo/index', {
      folder: folderOf(ctx),
      scenes: SCENES.map(({ id }) => id),
      face: `${api}/pictures/selfie`,
      document: `${api}/documents/drivers_license/front.jpg`,
    });
  });
  router.post('/demo/:scene', readForm, async (ctx) => {
    if (!isOwnForm(ctx, deps.csrfCookie, formOf(ctx).get('csrf'))) ctx.throw(403, 'form_expired');
    const scene = sceneOf(ctx);
    const person = await play(deps, ctx, scene);
    const query = new URLSearchParams({ person });
    return seeOther(ctx, `${folderOf(ctx)}/${scene.id}?${query.toString()}`);
  });
  router.get('/demo/:scene', async (ctx) => {
    const played = await playedBy(deps, ctx, sceneOf(ctx));
    return played ? deps.show(ctx, 'demo/scene', played) : seeOther(ctx, folderOf(ctx));
  });
  return router;
}

const folderOf = (ctx: Context): string => `${placeOf(ctx).prefix}/demo`;

const sceneOf = (ctx: Context): Scene => {
  const { scene } = (ctx as { params?: { scene?: string } }).params ?? {};
  return SCENES.find(({ id }) => id === scene) ?? ctx.throw(404, 'unknown_scene');
};

/** Makes the person and lets them try; answers who it is. */
async function play(
  { askControl, castPlayer }: DemoDeps,
  ctx: Context,
  scene: Scene,
): Promise<string> {
  const place = placeOf(ctx);
  const made = await askControl<{ readonly id: string }>(place, '/people', {
    ...PLAYER,
    id: castPlayer(scene),
  });
  if (!made.ok) return ctx.throw(409, 'scene_cannot_be_played');
  const person = made.body.id;
  const authorize_url = place.base + ownRequest(ctx, { scope: `openid ${IAL2}` });
  for (const pictures of scene.tries) {
    const proof = { pictures };
    const tried = await askControl(place, '/sign-in', { person, authorize_url, proof });
    if (!tried.ok) return ctx.throw(409, 'scene_cannot_be_played');
  }
  return person;
}

/** What came of a scene; undefined when nobody of that id played it. */
async function playedBy(
  deps: DemoDeps,
  ctx: Context,
  scene: Scene,
): Promise<DemoSceneModel | undefined> {
  const { id: sandbox, prefix } = placeOf(ctx);
  const { person } = ctx.query;
  const found =
    typeof person === 'string' ? await deps.find(sandbox, person.slice(0, 254)) : undefined;
  const owner = found && (await deps.subscribers.bySub(sandbox, found.uuid));
  if (!owner) return undefined;
  const { items } = await deps.proofing.attempts.list(sandbox, { account: owner.id, limit: 1 });
  const [attempt] = items;
  if (!attempt) return undefined;
  const mails = await mailsTo(deps, ctx, owner.email);
  return {
    scene: scene.id,
    folder: folderOf(ctx),
    state: attempt.state,
    acts: actsOf(attempt, scene, `${prefix}/control/v1/people/${owner.id}`),
    mails: mails.map(({ id, subject }) => ({ subject, href: `${prefix}/inbox/${id}` })),
    phone: `${prefix}/phone/${owner.id}`,
  };
}

/** The mail that tells how it ended is a task's: it comes a moment later. */
const PATIENCE = 4 * SECOND;

async function mailsTo(
  { messages, changes }: DemoDeps,
  ctx: Context,
  to: string,
): Promise<readonly Message[]> {
  const { id: sandbox } = placeOf(ctx);
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  return follow(changes, sandbox, {
    look: () => messages.list(sandbox, { to, kind: 'email', newest: true, limit: 5 }),
    isEnough: (list) => list.length > 0,
    ms: PATIENCE,
    concerns: (type) => type === MESSAGE_SENT,
    signal: gone.signal,
  });
}

/** Each submission with the pictures that were shown: of the tries at its step, the one of its number. */
function actsOf(attempt: AttemptView, scene: Scene, person: string): readonly DemoAct[] {
  const tried = new Map<string, number>();
  const { submissions, state } = attempt;
  return submissions.map(({ step, outcome: came, reasons, decided_by }, index) => {
    // The last one asked for another, and there was none left.
    const isTheEnd = state === 'declined' && index === submissions.length - 1;
    const outcome = isTheEnd ? 'fail' : came;
    const count = tried.get(step) ?? 0;
    tried.set(step, count + 1);
    const pictures = picturesOf(step, scene, count, person);
    return { step, outcome, reasons, decidedBy: decided_by, pictures };
  });
}

function picturesOf(
  step: string,
  { tries }: Scene,
  count: number,
  person: string,
): DemoAct['pictures'] {
  const { front = 'good', selfie = 'good' } = tries[count] ?? {};
  const licence = `${person}/documents/drivers_license`;
  if (step === 'selfie')
    return [{ kind: 'selfie', href: `${person}/pictures/selfie?wear=${selfie}` }];
  if (step !== 'document') return [];
  return [
    { kind: 'front', href: `${licence}/front.jpg?wear=${front}` },
    { kind: 'back', href: `${licence}/back.jpg?wear=good` },
  ];
}
