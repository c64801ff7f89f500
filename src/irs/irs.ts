import Koa from 'koa';
import type { Clock } from '../platform/clock.js';
import { dateOf, systemClock } from '../platform/clock.js';
import type { Assets } from '../platform/render/assets.js';
import { createRenderer } from '../platform/render/renderer.js';
import { createIdentityProvider } from './identityProvider.js';
import { listenOn } from './listen.js';
import { errorPages } from './middleware/errorPages.js';
import { oneOrigin } from './middleware/oneOrigin.js';
import { securityHeaders } from './middleware/securityHeaders.js';
import { openOwnAssets } from './ownAssets.js';
import { isVerified } from './pages/taxPages.js';
import type { IrsPage, IrsViews } from './pages/views.js';
import { serviceRoutes } from './routes/serviceRoutes.js';
import { signInRoutes } from './routes/signInRoutes.js';
import { siteRoutes } from './routes/siteRoutes.js';
import { createSessions } from './sessions.js';
import type { Session } from './sessions.js';
import type { Show, Site } from './site.js';
import { taxFileOf } from './tax/taxFile.js';
import type { KnownTaxpayer } from './tax/taxpayers.js';
import { createTaxpayers } from './tax/taxpayers.js';
import type { Visits } from './visits.js';
import { createVisits } from './visits.js';

export interface IrsOptions {
  /** All it knows of the provider; the rest comes from `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where browsers find the site. Left out: `http://localhost:<port>`, known once it listens. */
  readonly baseUrl?: string | undefined;
  /** Signs the session cookie. */
  readonly cookieSecret: string;
  /** The folder with the site's templates, locales and style sheet. */
  readonly viewsDir: string;
  readonly taxpayers: readonly KnownTaxpayer[];
  /** Behind a proxy of one's own: believe its `X-Forwarded-Host` and `-Proto`. */
  readonly trustProxy?: boolean | undefined;
  readonly clock?: Clock | undefined;
  /** Told of failures; never of personal data. */
  readonly report?: ((error: unknown) => void) | undefined;
}

export interface Irs {
  readonly app: Koa;
  /** Starts to listen (0: any free port) and answers the base URL. Throws the socket's error when the port is taken. */
  listen(port: number, hosts?: readonly string[]): Promise<string>;
  /** Stops listening and drops what is still open. */
  close(): Promise<void>;
}

/** The simulated IRS: redirect URI `<base>/callback`, post-logout redirect URI `<base>/`, initiate-login URI `<base>/login`. */
export function createIrs(options: IrsOptions): Irs {
  const { issuer, clock = systemClock, report = () => undefined } = options;
  let base = options.baseUrl;
  const baseUrl = () => {
    if (base === undefined) throw new Error('the base URL is known once the site listens');
    return base;
  };
  const visits = createVisits(createSessions(clock), baseUrl);
  const assets = openOwnAssets(options.viewsDir);
  const show = createShow(options.viewsDir, assets, visits);
  const findTaxpayer = createTaxpayers(options.taxpayers);
  const today = () => dateOf(clock.now());
  const redirectUri = () => `${baseUrl()}/callback`;
  const site: Site = {
    visits,
    provider: createIdentityProvider({ ...options, redirectUri }, clock),
    issuer,
    baseUrl,
    show,
    today,
    fileOf: ({ person, payments }) =>
      taxFileOf(findTaxpayer(person ?? { sub: 'nobody' }), today(), payments),
  };

  const app = new Koa({ keys: [options.cookieSecret], proxy: options.trustProxy ?? false });
  app.on('error', report);
  app.use(securityHeaders(issuer));
  app.use(errorPages(show, report));
  app.use(oneOrigin(baseUrl));
  for (const router of [siteRoutes(site, assets), signInRoutes(site), serviceRoutes(site)])
    app.use(router.routes()).use(router.allowedMethods());

  const handle = app.callback();
  const server = listenOn((request, response) => void handle(request, response));
  return {
    app,
    async listen(port, hosts) {
      const taken = await server.listen(port, hosts);
      base ??= `http://localhost:${taken}`;
      return base;
    },
    close: server.close,
  };
}

function createShow(folder: string, assets: Assets, visits: Visits): Show {
  const render = createRenderer<IrsViews, IrsPage>({ folder, assets });
  return (ctx, name, model, status = 200) => {
    ctx.status = status;
    ctx.type = 'html';
    ctx.body = render(name, model, pageOf(visits.of(ctx)));
  };
}

function pageOf(session: Session | undefined): IrsPage {
  const person = session?.person;
  return {
    locale: 'en',
    visitor: person
      ? { label: person.name ?? person.email ?? person.sub, isVerified: isVerified(person) }
      : null,
    hasReceived: session?.received !== undefined,
  };
}
