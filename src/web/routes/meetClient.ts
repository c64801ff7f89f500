import Router from '@koa/router';
import { profileAt } from '../../oidc/index.js';
import { formOf, readForm } from '../forms/form.js';
import type { Stranger } from '../../partners/index.js';
import type { FormFields } from '../forms/fields.js';
import { isOwnForm, type CsrfCookie } from '../middleware/csrf.js';
import type { ShowPage } from '../render.js';
import { placeOf } from '../requestState.js';
import {
  handlesIn,
  MEANINGS,
  showStranger,
  strangerIn,
  type Asked,
  type Strangers,
} from '../strangers.js';
import { seeOther } from '../seeOther.js';

export interface MeetClientDeps {
  readonly strangers: Strangers;
  readonly show: ShowPage;
  readonly csrfCookie: CsrfCookie;
}

const LONGEST_REQUEST = 8000;
const LONGEST_CERTIFICATE = 10_000;

/** The answer to the page that asks about an unknown client: registers it and goes on with its request. */
export function meetClientRouter({ strangers, show, csrfCookie }: MeetClientDeps): Router {
  const router = new Router();
  if (strangers.policy !== 'ask') return router;
  router.post('/meet-client', readForm, async (ctx) => {
    const form = formOf(ctx);
    if (!isOwnForm(ctx, csrfCookie, form.get('csrf'))) ctx.throw(403, 'form_expired');
    const { prefix, id } = placeOf(ctx);
    const request = form.get('request', LONGEST_REQUEST);
    const asked = requestIn(request, prefix) ?? ctx.throw(400, 'request_unreadable');
    ctx.path = new URL(request, 'http://localhost').pathname.slice(prefix.length);
    const handles = handlesIn(profileAt(ctx.path), asked);
    const adopted = await strangers.adopt(id, told(asked, handles, form));
    if (adopted.ok) return seeOther(ctx, request);
    const meanings = handles.map((_handle, i) => [`meaning-${i}`, form.get(`meaning-${i}`)]);
    const values = {
      certificate: form.get('certificate', LONGEST_CERTIFICATE),
      ...(Object.fromEntries(meanings) as object),
    };
    const field = adopted.reason === 'certs_invalid' ? 'certificate' : 'redirect_uri';
    showStranger(ctx, asked, show, values, { [field]: `meetClient.refused.${adopted.reason}` });
  });
  return router;
}

/** The parameters of an authorization request on this origin; undefined for any other text. */
function requestIn(request: string, prefix: string): Asked | undefined {
  if (!request.startsWith(`${prefix}/`) || request.startsWith('//')) return undefined;
  const { pathname, searchParams } = new URL(request, 'http://localhost');
  const path = pathname.slice(prefix.length);
  if (profileAt(path)?.paths.authorization !== path) return undefined;
  return Object.fromEntries(searchParams);
}

/** The client with what the tester said of it. */
function told(asked: Asked, handles: readonly string[], form: FormFields): Stranger {
  const certificate = form.get('certificate', LONGEST_CERTIFICATE).trim();
  const policies = handles.flatMap((handle, i) => {
    const meaning = form.get(`meaning-${i}`);
    return Object.hasOwn(MEANINGS, meaning)
      ? [[handle, MEANINGS[meaning as keyof typeof MEANINGS]] as const]
      : [];
  });
  return {
    ...strangerIn(asked),
    certs: certificate === '' ? [] : [`${certificate}\n`],
    profileOptions: policies.length === 0 ? {} : { policies: Object.fromEntries(policies) },
  };
}
