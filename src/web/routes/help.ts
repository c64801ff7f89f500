import Router from '@koa/router';
import type { Context } from 'koa';
import { HELP_ADDRESS, HELP_BOUNDS, type Messages } from '../../messages/index.js';
import { formOf, readForm } from '../forms/form.js';
import { kept, type FormFields } from '../forms/fields.js';
import { searchHelp, type HelpWords } from '../help/search.js';
import { HELP_GROUPS, HELP_TOPICS } from '../help/topics.js';
import { isOwnForm, type CsrfCookie } from '../middleware/csrf.js';
import type { HelpContactModel } from '../pages/helpViews.js';
import type { ShowPage } from '../render.js';
import { inboxOf, placeOf } from '../requestState.js';

export interface HelpDeps {
  readonly messages: Pick<Messages, 'askForHelp'>;
  /** The words of the pages, to search in. */
  readonly words: () => HelpWords;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
}

/** The help centre: answers, a search, and a form to whoever operates the server. */
export function helpRouter(deps: HelpDeps): Router {
  const router = new Router();
  router.get('/help', (ctx) => index(deps, ctx));
  router.get('/help/contact', (ctx) => contact(deps, ctx));
  router.post('/help/contact', readForm, (ctx) => send(deps, ctx));
  router.get('/help/:topic', (ctx) => {
    const topic = HELP_TOPICS.find(({ id }) => id === ctx.params['topic']);
    if (!topic) return ctx.throw(404, 'unknown_help_topic');
    const about = new URLSearchParams({ topic: topic.id }).toString();
    deps.show(ctx, 'help/topic', {
      ...{ folder: folderOf(ctx), topic },
      contact: `${folderOf(ctx)}/contact?${about}`,
    });
  });
  return router;
}

const folderOf = (ctx: Context): string => `${placeOf(ctx).prefix}/help`;

const LONGEST_QUERY = 100;

function index({ show, words }: HelpDeps, ctx: Context): void {
  const asked = ctx.query['q'];
  const query = typeof asked === 'string' ? asked.trim().slice(0, LONGEST_QUERY) : '';
  show(ctx, 'help/index', {
    ...{ folder: folderOf(ctx), contact: `${folderOf(ctx)}/contact`, query },
    found: query === '' ? undefined : searchHelp(query, words()),
    groups: HELP_GROUPS.map((group) => ({
      group,
      topics: HELP_TOPICS.filter((topic) => topic.group === group),
    })),
  });
}

const FIELDS = ['email', 'topic', 'message', 'reference'] as const;
const OTHER = 'other';

function contact(
  { show }: HelpDeps,
  ctx: Context,
  values: HelpContactModel['values'] = asked(ctx),
  errors: HelpContactModel['errors'] = {},
): void {
  if (Object.keys(errors).length > 0) ctx.status = 422;
  show(ctx, 'help/contact', {
    action: `${folderOf(ctx)}/contact`,
    folder: folderOf(ctx),
    topics: HELP_TOPICS.map(({ id }) => id),
    ...{ values, errors },
  });
}

/** What the address says already: the topic of the answer that did not help, and the reference of the page before. */
function asked({ query }: Context): HelpContactModel['values'] {
  const named = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? { [name]: value.slice(0, HELP_BOUNDS.reference) } : {};
  };
  return { ...named('topic'), ...named('reference') };
}

/** The first fault is the domain's to name; a person would rather hear of every empty field at once. */
const emptyOnes = (form: FormFields): HelpContactModel['errors'] => ({
  ...(form.get('email').trim() === '' && { email: 'email_required' }),
  ...(form.get('message').trim() === '' && { message: 'message_too_short' }),
});

async function send(deps: HelpDeps, ctx: Context): Promise<void> {
  const form = formOf(ctx);
  if (!isOwnForm(ctx, deps.csrfCookie, form.get('csrf'))) ctx.throw(403, 'form_expired');
  const { t } = deps.words();
  const chosen = HELP_TOPICS.find(({ id }) => id === form.get('topic'));
  const other = form.get('topic') === OTHER;
  // One character more than is allowed tells what is too long from what just fits.
  const message = form.get('message', 2 * HELP_BOUNDS.most);
  const again = (errors: HelpContactModel['errors']) =>
    contact(deps, ctx, { ...kept(form, FIELDS), message }, errors);
  if (!chosen && !other) return again({ topic: 'topic_unknown' });
  const sent = await deps.messages.askForHelp(placeOf(ctx).id, {
    ...{ from: form.get('email'), message, reference: form.get('reference') },
    topic: chosen ? t(`help.topics.${chosen.id}.title`) : t('help.form.other'),
  });
  if (!sent.ok)
    return again({ ...emptyOnes(form), [String(sent.details?.['field'] ?? 'form')]: sent.reason });
  return deps.show(ctx, 'help/sent', {
    email: form.get('email').trim(),
    home: placeOf(ctx).prefix || '/',
    inbox: inboxOf(ctx, HELP_ADDRESS),
  });
}
