import { join } from 'node:path';
import { createAccounts } from '../accounts/index.js';
import { claimsOf } from '../assurance/index.js';
import { createAuthenticators } from '../authenticators/index.js';
import { createPeople } from '../control/index.js';
import { createEngine } from '../engine/index.js';
import { createMessages, createSmtpRelay, type Mail, type PrintMail } from '../messages/index.js';
import { createPartners } from '../partners/index.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/index.js';
import type { SandboxId } from '../platform/ids.js';
import { loadLocale } from '../platform/render/locale.js';
import { createRenderer } from '../platform/render/renderer.js';
import { createPress } from '../press/index.js';
import { createProofing } from '../proofing/index.js';
import { createSandboxes, type SandboxesDeps } from '../sandboxes/index.js';
import {
  createDeliveryScript,
  createFaults,
  createOutcomes,
  createSignInScript,
  createStories,
  magicDelivery,
  type Faults,
} from '../scenarios/index.js';
import { createSignals, post } from '../signals/index.js';
import { createChecks } from './checks.js';
import { magicCodes, magicModes } from './magic.js';
import { mishaps } from './mishaps.js';
import { PATHS } from './paths.js';
import { standingOutcomes } from './standing.js';
import type { Stores } from './stores.js';

export type Domains = ReturnType<typeof createDomains>;

/**
 * The rules and use cases over their stores, and the adapters that answer their ports.
 * @param later what is made of the domains, and so comes after them
 */
export function createDomains(
  stores: Stores,
  config: Config,
  clock: Clock,
  later: Pick<SandboxesDeps, 'runDueTasks' | 'furnish'>,
) {
  const piiGuard = config.piiGuard === 'on';
  const press = createPress({ fixtures: PATHS.fixtures });
  const engine = createEngine({ workersDir: PATHS.engine });
  const outcomes = createOutcomes({ store: stores.outcomes, clock, piiGuard });
  const faults = createFaults({ store: stores.faults, clock });
  const partners = createPartners({ store: stores.partners, clock });
  const magicOf = magicModes(partners, config.magicValues);
  const accounts = accountsOver(stores, clock);
  const checks = createChecks({
    engine,
    outcomes,
    standing: standingOutcomes({ accounts, partners, press }),
    press,
    magic: { modeOf: magicOf, pictureOf: stores.attempts.picture },
    records: stores.records,
    recordsMode: config.records,
  });
  const { sandboxes: store, snapshots, documents } = stores;
  const sandboxes = createSandboxes({ store, snapshots, documents, clock, ...later });
  const today = async (sandbox: SandboxId) => (await sandboxes.time(sandbox)).today;
  const words = createWords();
  return {
    press,
    engine,
    outcomes,
    faults,
    signInScript: createSignInScript(outcomes),
    deliveryScript: magicDelivery(createDeliveryScript(outcomes), magicOf),
    stories: createStories(join(PATHS.fixtures, 'scenarios')),
    today,
    sandboxes,
    accounts,
    authenticators: createAuthenticators({
      ...{ store: stores.authenticators, throttles: stores.throttles, clock },
    }),
    people: createPeople({ accounts, press, store: stores.people, clock, today, piiGuard }),
    messages: messagesOver(stores, config, clock, words),
    words,
    partners,
    magicOf,
    signals: signalsOver(stores, faults, clock),
    proofing: createProofing({
      ...{ store: stores.attempts, checks, clock, today, piiGuard },
      acceptsCode: magicCodes(magicOf),
    }),
  };
}

const accountsOver = ({ accounts, people, confirmations }: Stores, clock: Clock) =>
  createAccounts({ store: accounts, registry: people, confirmations, clock });

const messagesOver = (
  stores: Stores,
  config: Config,
  clock: Clock,
  words: ReturnType<typeof createWords>,
) =>
  createMessages({
    store: stores.messages,
    relay: config.smtpUrl === '' ? undefined : createSmtpRelay(config.smtpUrl, MAIL_FROM),
    wordsOf: words,
    printMail: mails(),
    clock,
  });

const signalsOver = (stores: Stores, faults: Faults, clock: Clock) =>
  createSignals({
    webhookStore: stores.webhooks,
    store: stores.deliveries,
    knownClaims: claimsIn(stores.subscribers),
    mishapOf: mishaps(faults),
    ...{ post, clock },
  });

/** What endpoints are told of a person that ask for it: what a token could say, without the Social Security number. */
const claimsIn =
  (subscribers: Stores['subscribers']) =>
  async (sandbox: SandboxId, account: string): Promise<object | undefined> => {
    const subscriber = await subscribers.get(sandbox, account);
    if (!subscriber) return undefined;
    const { aal: _reached, ssn: _never, ...claims } = claimsOf(subscriber, { ial: 2, aal: 2 });
    return claims;
  };

const MAIL_FROM = 'Standin TEST <no-reply@example.com>';

/** The words of letters and pages, read when they are first asked for. */
function createWords() {
  let english: ReturnType<typeof loadLocale> | undefined;
  return () => (english ??= loadLocale(`${PATHS.views}/locales/en`, 'en', false));
}

/** Mails stand alone: their template names no style sheet and no picture. */
function mails(): PrintMail {
  const assets = {
    url: (name: string): string => {
      throw new Error(`a mail cannot show ${name}`);
    },
    find: () => undefined,
  };
  const render = createRenderer<{ 'email/message': { readonly mail: Mail } }, { locale: 'en' }>({
    folder: PATHS.views,
    assets,
  });
  return (mail) => render('email/message', { mail }, { locale: 'en' });
}
