import type { Middleware } from 'koa';
import type { SandboxPlace } from '../oidc/index.js';

/** Languages that ID.me's addresses may begin with. */
const LANGUAGES = [
  ...['en', 'es', 'fr', 'fr-CA', 'ht', 'zh', 'zh-Hans', 'vi', 'ko', 'tl', 'ru', 'pl', 'pa'],
  ...['ar', 'hy', 'hi', 'it', 'ja', 'km', 'th', 'bn', 'fa'],
];

const PREFIXED = new RegExp(`^/(${LANGUAGES.join('|')})(/(?:oauth|oidc)/.*)$`);

/** `/es/oauth/authorize`: the address without the language, which goes on as `ui_locales` (Core 3.1.2.1). */
export const languagePrefix: Middleware = (ctx, next) => {
  const [, language, path] = ctx.method === 'GET' ? (PREFIXED.exec(ctx.path) ?? []) : [];
  if (language === undefined || path === undefined) return next();
  const query = new URLSearchParams(ctx.querystring);
  if (path.startsWith('/oauth/') && !query.has('ui_locales')) query.set('ui_locales', language);
  const { prefix } = ctx.state['place'] as SandboxPlace;
  ctx.redirect(`${prefix}${path}${query.size > 0 ? `?${query.toString()}` : ''}`);
};
