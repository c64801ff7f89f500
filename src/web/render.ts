import type { Context } from 'koa';
import type { Render } from '../platform/render/renderer.js';
import { csrfToken, type CsrfCookie } from './middleware/csrf.js';
import type { PageContext } from './pages/common.js';
import type { ViewName, Views } from './pages/views.js';
import { brandOn } from './partnerLogo.js';
import { isOperator, placeOf, testerBarOf } from './requestState.js';

/** Prints a view as the answer to a request. */
export type ShowPage = <Name extends ViewName>(
  ctx: Context,
  name: Name,
  model: Views[Name],
  page?: Partial<PageContext>,
) => void;

/** Pages hold what one person may see once: no cache keeps them, except that Back may show them again. */
export function createShowPage(render: Render<Views, PageContext>, cookie: CsrfCookie): ShowPage {
  return (ctx, name, model, page = {}) => {
    const frame = {
      base: placeOf(ctx).prefix,
      locale: 'en' as const,
      operator: isOperator(ctx),
      csrf: csrfToken(ctx, cookie),
      tester: testerBarOf(ctx),
    };
    const partner = page.partner && brandOn(ctx, page.partner);
    ctx.type = 'text/html; charset=utf-8';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = render(name, model, { ...frame, ...page, partner });
  };
}
