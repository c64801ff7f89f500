import type { Context } from 'koa';
import type { ConnectedApp, Runs } from '../../pages/landingView.js';
import { RUNS } from '../../pages/landingView.js';
import { PROFILES, type ProfileId } from '../../../oidc/index.js';
import type { Partners } from '../../../partners/index.js';
import type { Traces } from '../../../traces/index.js';
import { placeOf } from '../../requestState.js';
import { settingsOf } from './snippets.js';

export interface AppsDeps {
  readonly getClient: Partners['getClient'];
  readonly traces: Pick<Traces, 'recent'>;
}

/** So many of the newest requests are looked through for the application's. */
const LOOKED_THROUGH = 200;

/** The application of the address (`?app=<client_id>&runs=docker&speaks=idme`): its settings, and whether it was heard of. */
export async function connectedApp(
  deps: AppsDeps,
  ctx: Context,
): Promise<ConnectedApp | undefined> {
  const { id, base, prefix } = placeOf(ctx);
  const asked = ctx.query['app'];
  const client =
    typeof asked === 'string' && asked !== '' && asked.length <= 255
      ? await deps.getClient(id, asked)
      : undefined;
  if (!client) return undefined;
  const { clientId, metadata, secrets } = client;
  const runs = RUNS.find((place) => place === ctx.query['runs']) ?? 'here';
  const profile = PROFILES.find((one) => one.id === ctx.query['speaks']) ?? PROFILES[0];
  const at = (place: Runs, speaks: ProfileId) => {
    const query = new URLSearchParams({ app: clientId, runs: place, speaks });
    return `${prefix}/?${query.toString()}#connect`;
  };
  const facts = {
    ...{ base, profile, runs, clientId, secret: secrets[0]?.value ?? '' },
    redirectUri: metadata.redirect_uris?.[0] ?? '',
  };
  return {
    ...{ clientId, runs, secret: facts.secret, redirectUri: facts.redirectUri },
    speaks: profile.id,
    places: RUNS.map((place) => ({ place, href: at(place, profile.id) })),
    profiles: PROFILES.map(({ id: one }) => ({ profile: one, href: at(runs, one) })),
    refresh: at(runs, profile.id),
    settings: settingsOf(facts),
    heard: await heardOf(deps, ctx, clientId),
  };
}

/** The newest request of the client's, and why it was refused if it was. */
async function heardOf(
  { traces }: AppsDeps,
  ctx: Context,
  client: string,
): Promise<ConnectedApp['heard']> {
  const { id, prefix } = placeOf(ctx);
  const recent = await traces.recent(id, LOOKED_THROUGH);
  const newest = recent.find(({ exchange }) => exchange.client === client);
  if (!newest) return undefined;
  const { exchange, findings } = newest;
  const finding = findings.find(({ severity }) => severity === 'error');
  return {
    at: exchange.at,
    trace: `${prefix}/console/traces/${exchange.id}`,
    refused: exchange.refusal && {
      message: finding?.message ?? exchange.refusal.error,
      fix: finding?.fix,
    },
  };
}
