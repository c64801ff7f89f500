import { PROFILES } from '../../oidc/index.js';
import type { Clock } from '../../platform/clock.js';
import { DEFAULT_SANDBOX } from '../../platform/ids.js';
import { API_PATH } from '../http/paths.js';
import type { Place } from '../http/place.js';
import { answer } from '../http/reply.js';
import { route, type Route } from '../http/route.js';
import { serviceInfo } from '../schemas/service.js';

/** What the running service says of itself. */
export interface Service {
  readonly version: string;
  /** Whether the real engine's workers and models are installed. */
  readonly engine: () => boolean;
  /** Address of the simulated IRS, if it runs. */
  readonly irsUrl: () => string | undefined;
}

export const issuersOf = (base: string): Readonly<Record<string, string>> =>
  Object.fromEntries(PROFILES.map(({ id, issuer }) => [id, issuer(base)]));

export interface ServiceRoutesDeps {
  readonly service: Service;
  readonly clock: Clock;
}

export const serviceRoutes = ({ service, clock }: ServiceRoutesDeps): readonly Route[] => [
  route({
    method: 'GET',
    path: '/',
    summary: 'What runs here',
    replies: { 200: { description: 'Version, addresses, features.', schema: serviceInfo } },
    handle: ({ place }) => answer(200, infoOf(service, place, clock.now())),
  }),
];

function infoOf({ version, engine, irsUrl }: Service, { id, base }: Place, now: number) {
  const irs = id === DEFAULT_SANDBOX ? irsUrl() : undefined;
  return {
    version,
    now: new Date(now).toISOString(),
    sandbox: id,
    issuers: issuersOf(base),
    urls: {
      base,
      control: base + API_PATH,
      openapi: `${base}${API_PATH}/openapi.json`,
      docs: `${base}/control/docs`,
      inbox: `${base}/inbox`,
      ...(irs !== undefined && { irs }),
    },
    features: { engine: engine() },
  };
}
