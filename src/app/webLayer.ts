import type { Context } from 'koa';
import type { Changes } from '../platform/changes.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import { DEFAULT_SANDBOX } from '../platform/ids.js';
import { ok, refused } from '../platform/result.js';
import type { Engine, PictureRefusal } from '../engine/index.js';
import type { SandboxPlace } from '../oidc/index.js';
import { CASCADIA, PERSONA_PASSWORD } from '../press/index.js';
import {
  createWeb,
  type IrsEntry,
  type PersonaCards,
  type SanitizePicture,
  type ShowPage,
  type Strangers,
} from '../web/index.js';
import type { Traces } from '../traces/index.js';
import type { Domains } from './domains.js';
import type { ForOperators } from './forOperators.js';
import { isLoopback } from './controlToken.js';
import { castPlayer } from './castPlayer.js';
import { CASCADIA_PATH, IRS_CLIENT, IRS_SCOPE } from './bundledPartners.js';
import type { OidcLayer } from './oidcLayer.js';
import { PATHS } from './paths.js';
import type { Stores } from './stores.js';

export interface WebLayerParts extends ForOperators {
  readonly stores: Stores;
  readonly domains: Domains;
  readonly oidc: OidcLayer;
  readonly config: Config;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly show: ShowPage;
  readonly csrfCookie: (ctx: Context) => string;
  readonly instance: string;
  readonly strangers: Strangers;
  readonly traces: Traces;
  readonly irsUrl: () => string | undefined;
}

const placeOf = (ctx: Context) => ctx.state['place'] as SandboxPlace;

/** The pages over domains and provider. */
export function createWebLayer(parts: WebLayerParts) {
  const { stores, domains, oidc, config } = parts;
  return createWeb({
    ...parts,
    ...domains,
    ...oidc,
    /** Whoever signs in as a person of the catalogue finds her account made. */
    accounts: { ...domains.accounts, find: domains.people.find },
    consents: stores.consents,
    entrances: domains.partners,
    findPerson: domains.people.find,
    castPlayer: ({ thief = false }) => castPlayer(domains.press, { unlike: thief }),
    activityOf: stores.activity,
    subscribers: stores.subscribers,
    proofingPages: {
      proofing: domains.proofing,
      handOffs: oidc.handOffs,
      sanitizePicture: sanitizer(domains.engine, config.piiGuard === 'on'),
      magicOf: domains.magicOf,
      liveCamera: config.liveCamera === 'on',
      regions: REGIONS,
    },
    docsFolder: PATHS.docs,
    site: {
      personaCards: personaCards(domains, parts.clock),
      irs: (ctx) =>
        placeOf(ctx).id === DEFAULT_SANDBOX ? irsEntry(config, parts.irsUrl()) : undefined,
      askControl: parts.askControl,
      stories: domains.stories,
      getClient: domains.partners.getClient,
    },
  });
}

/** The way to the simulated IRS; none where its address would lead people who come by a public one to their own machine. */
function irsEntry({ publicUrl }: Config, url: string | undefined): IrsEntry | undefined {
  if (url === undefined) return undefined;
  const here = (address: string) => isLoopback(new URL(address).hostname);
  if (publicUrl !== '' && !here(publicUrl) && here(url)) return undefined;
  return { url, cascadia: `${url}${CASCADIA_PATH}/`, clientId: IRS_CLIENT, scope: IRS_SCOPE };
}

/** The engine's refusals, as the pages' own. */
const REFUSALS: Readonly<Record<PictureRefusal, string>> = {
  'picture.too_large': 'picture_too_large',
  'picture.too_many_pixels': 'picture_too_large',
  'picture.not_a_picture': 'picture_unreadable',
  'picture.not_jpeg': 'picture_not_jpeg',
  'picture.looks_real': 'picture_looks_real',
  'picture.not_read': 'picture_not_read',
};

const sanitizer =
  (engine: Engine, piiGuard: boolean): SanitizePicture =>
  async (bytes, field) => {
    const guarded = piiGuard && field !== 'selfie';
    const sanitized = await engine.sanitizePicture(bytes, guarded ? { guard: field } : {});
    return sanitized.ok ? ok(Buffer.from(sanitized.jpeg)) : refused(REFUSALS[sanitized.reason]);
  };

/** The invented state first: its specimens are what people verify with. */
const REGIONS = [{ code: CASCADIA.code, name: CASCADIA.name }];

function personaCards({ press, authenticators }: Domains, clock: Clock): PersonaCards {
  return async (ctx) => {
    const { prefix } = placeOf(ctx);
    const api = `${prefix}/control/v1/personas`;
    const cards = press.personas.list().map(async (persona) => {
      const { code, validForSeconds } = await authenticators.totp.codeOf(
        persona.totp_secret,
        clock.now(),
      );
      const { given_name, family_name } = persona.attributes;
      return {
        id: persona.id,
        name: [given_name, family_name].filter(Boolean).join(' '),
        story: persona.sentence,
        face: `${api}/${persona.id}/pictures/selfie`,
        phone: `${prefix}/phone/${persona.id}`,
        level: persona.ial === 2 ? ('IAL2' as const) : ('new' as const),
        email: persona.email,
        password: PERSONA_PASSWORD,
        totp: { code, validForSeconds },
        document:
          persona.documents.drivers_license && press.canMake('drivers_license')
            ? `${api}/${persona.id}/documents/drivers_license/front.jpg`
            : undefined,
      };
    });
    return Promise.all(cards);
  };
}
