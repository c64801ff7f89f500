import Koa from 'koa';
import type { Clock } from '../platform/clock.js';
import { dateOf, systemClock } from '../platform/clock.js';
import { createRenderer, type Render } from '../platform/render/renderer.js';
import { CASCADIA, IRS, type Agency } from './agency.js';
import { createIdentityProvider, type Registration } from './identityProvider.js';
import { listenOn } from './listen.js';
import { errorPages } from './middleware/errorPages.js';
import { oneOrigin } from './middleware/oneOrigin.js';
import { securityHeaders } from './middleware/securityHeaders.js';
import { openOwnAssets } from './ownAssets.js';
import { isVerified } from './pages/taxPages.js';
import type { IrsPage, IrsViews } from './pages/views.js';
import { benefitRoutes } from './routes/benefitRoutes.js';
import { signInRoutes } from './routes/signInRoutes.js';
import { commonRoutes, siteRoutes } from './routes/siteRoutes.js';
import { taxRoutes } from './routes/taxRoutes.js';
import { createSessions } from './sessions.js';
import type { Session } from './sessions.js';
import type { Show, Site, TaxSite } from './site.js';
import { taxFileOf } from './tax/taxFile.js';
import type { KnownTaxpayer } from './tax/taxpayers.js';
import { createTaxpayers } from './tax/taxpayers.js';
import type { Visits } from './visits.js';
import { createVisits } from './visits.js';

type Credentials = Pick<Registration, 'clientId' | 'clientSecret'>;

export interface IrsOptions extends Credentials {
  /** All it knows of the provider; the rest comes from `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** Where its own requests find the provider, when they cannot ask the issuer's address (split horizon). */
  readonly discoveredAt?: string | undefined;
  /** Speaks TLS with it, as PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
  /** Opens Cascadia Benefits below `/cascadia`, a client of its own; without it there is none. */
  readonly cascadia?: Credentials | undefined;
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

/**
 * The simulated IRS, and Cascadia Benefits below it. Of each agency's base: redirect URI `<base>/callback`, post-logout redirect URI
 * `<base>/`, initiate-login URI `<base>/login`.
 */
export function createIrs(options: IrsOptions): Irs {
  const { issuer, discoveredAt, cascadia, clock = systemClock, report = () => undefined } = options;
  let base = options.baseUrl;
  const baseUrl = () => {
    if (base === undefined) throw new Error('the base URL is known once the site listens');
    return base;
  };
  const assets = openOwnAssets(options.viewsDir);
  const render = createRenderer<IrsViews, IrsPage>({ folder: options.viewsDir, assets });
  const siteOf = (agency: Agency, credentials: Credentials) =>
    openSite(agency, { issuer, discoveredAt, ...credentials }, { baseUrl, clock, render });
  const irs = taxSite(siteOf(IRS, options), options.taxpayers);
  const benefits = cascadia && siteOf(CASCADIA, cascadia);

  const app = new Koa({ keys: [options.cookieSecret], proxy: options.trustProxy ?? false });
  app.on('error', report);
  app.use(securityHeaders(issuer));
  const below = new RegExp(`^${CASCADIA.path}(?:/|$)`);
  app.use(errorPages((ctx) => (benefits && below.test(ctx.path) ? benefits : irs).show, report));
  app.use(oneOrigin(baseUrl));
  const routers = [commonRoutes(assets), siteRoutes(irs), signInRoutes(irs), taxRoutes(irs)];
  if (benefits) routers.push(siteRoutes(benefits), signInRoutes(benefits), benefitRoutes(benefits));
  for (const router of routers) app.use(router.routes()).use(router.allowedMethods());

  const handle = app.callback();
  const server = listenOn(
    (request, response) => void handle(request, response),
    options.certificate,
  );
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

interface Shared {
  /** Where browsers find both agencies. */
  readonly baseUrl: () => string;
  readonly clock: Clock;
  readonly render: Render<IrsViews, IrsPage>;
}

/** One agency's site: its own address, sessions and registration at the provider. */
function openSite(
  agency: Agency,
  registration: Omit<Registration, 'redirectUri'>,
  shared: Shared,
): Site {
  const { clock, render } = shared;
  const baseUrl = () => shared.baseUrl() + agency.path;
  const visits = createVisits(createSessions(clock), agency, baseUrl);
  const redirectUri = () => `${baseUrl()}/callback`;
  return {
    ...{ agency, visits, issuer: registration.issuer, baseUrl },
    provider: createIdentityProvider({ ...registration, redirectUri }, clock),
    show: createShow(render, agency, visits),
    today: () => dateOf(clock.now()),
  };
}

function taxSite(site: Site, taxpayers: readonly KnownTaxpayer[]): TaxSite {
  const findTaxpayer = createTaxpayers(taxpayers);
  return {
    ...site,
    fileOf: ({ person, payments }) =>
      taxFileOf(findTaxpayer(person ?? { sub: 'nobody' }), site.today(), payments),
  };
}

const createShow =
  (render: Shared['render'], agency: Agency, visits: Visits): Show =>
  (ctx, name, model, status = 200) => {
    ctx.status = status;
    ctx.type = 'html';
    ctx.body = render(name, model, pageOf(agency, visits.of(ctx)));
  };

function pageOf(agency: Agency, session: Session | undefined): IrsPage {
  const person = session?.person;
  return {
    locale: 'en',
    agency,
    visitor: person
      ? { label: person.name ?? person.email ?? person.sub, isVerified: isVerified(person) }
      : null,
    hasReceived: session?.received !== undefined,
  };
}
