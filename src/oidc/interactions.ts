import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Interaction, Provider } from 'oidc-provider';
import type { Subscriber } from '../assurance/index.js';
import { SECOND } from '../platform/clock.js';
import type { SandboxId } from '../platform/ids.js';
import { saveOutsideProtocol } from './adapter.js';
import { gatherFacts, type FactsDeps } from './facts.js';
import { nextStep, reachedAmr, type Facts, type Step } from './nextStep.js';
import { progressOf } from './policy.js';
import type { RegisteredClient, SubscriberStore, ClientStore } from './ports.js';
import type { ProfileId } from './profiles/index.js';
import { optionsOf } from './profileOptions.js';
import type { Progress } from './progress.js';
import { askedBy, type RequestParams } from './request.js';
import { tagOf } from './tag.js';

/** An authorization request in progress, as the pages see it. */
export interface SignIn {
  readonly sandbox: SandboxId;
  readonly profile: ProfileId;
  readonly uid: string;
  readonly params: RequestParams;
  readonly client: RegisteredClient | undefined;
  readonly subscriber: Subscriber | undefined;
  readonly facts: Facts;
  readonly step: Step;
  /** Ties the request to the test that makes it. */
  readonly tag?: string | undefined;
}

export interface SignIns {
  /** The request that the path and cookie name; undefined when it has ended or belongs to another browser. */
  load(at: SignInPlace): Promise<SignIn | undefined>;
  /** Adds to what was done; answers the request as it stands then. */
  advance(at: SignInPlace, change: (progress: Progress) => Progress): Promise<SignIn | undefined>;
  /** Hands the outcome to the provider; answers where the person goes on. Who has just read the request need not have it read again. */
  finish(at: SignInPlace, read?: SignIn): Promise<string | undefined>;
}

/** How a request in progress is found: by its cookie (pages) or, in process, by its id alone (headless). */
export interface SignInPlace {
  readonly sandbox: SandboxId;
  readonly profile: ProfileId;
  readonly provider: Provider;
  readonly uid: string;
  readonly cookie?: { readonly req: IncomingMessage; readonly res: ServerResponse };
}

export interface SignInsDeps {
  readonly facts: FactsDeps;
  readonly subscribers: SubscriberStore;
  readonly clients: ClientStore;
}

/** The interaction pages' view of the provider: load, advance, finish. Everything is kept on the interaction itself. */
export function createSignIns({ facts, subscribers, clients }: SignInsDeps): SignIns {
  const load = async (at: SignInPlace): Promise<SignIn | undefined> => {
    const interaction = await find(at);
    return interaction && read(at, interaction);
  };

  async function read(at: SignInPlace, interaction: Interaction): Promise<SignIn> {
    const progress = progressOf(interaction.result);
    const session = await sessionFacts(at.provider, interaction);
    const sub = progress.account ?? session?.sub;
    const client = await clients.find(at.sandbox, String(interaction.params['client_id']));
    const params = askedBy(at.profile, interaction.params, optionsOf(client?.metadata));
    const collect = async () => {
      const subscriber = sub === undefined ? undefined : await subscribers.bySub(at.sandbox, sub);
      const input = { sandbox: at.sandbox, params, session, progress, subscriber };
      return { subscriber, collected: await gatherFacts(facts, input) };
    };
    const first = await collect();
    // An attempt that was decided between the two reads: by now the account says so, too.
    const crossed =
      first.collected.attempt?.at === 'verified' && first.collected.account?.ial !== 2;
    const { subscriber, collected } = crossed ? await collect() : first;
    return {
      sandbox: at.sandbox,
      profile: at.profile,
      uid: at.uid,
      params,
      client,
      subscriber,
      facts: collected,
      step: nextStep(collected),
      tag: tagOf(params, subscriber),
    };
  }

  return {
    load,
    async advance(at, change) {
      const interaction = await find(at);
      if (!interaction) return undefined;
      const progress = change(progressOf(interaction.result));
      interaction.result = { ...interaction.result, standin: progress };
      await saveOutsideProtocol(interaction.save(remaining(interaction)));
      return read(at, interaction);
    },
    async finish(at, known) {
      const interaction = await find(at);
      if (!interaction) return undefined;
      const signIn = known ?? (await read(at, interaction));
      const { step } = signIn;
      if (step.at === 'refuse' && step.leadsTo !== undefined) return step.leadsTo;
      await leaveOtherSession(at.provider, interaction, signIn);
      interaction.result = resultOf(signIn);
      await saveOutsideProtocol(interaction.save(remaining(interaction)));
      return interaction.returnTo;
    },
  };
}

async function find({ provider, uid, cookie }: SignInPlace): Promise<Interaction | undefined> {
  try {
    const interaction = cookie
      ? await provider.interactionDetails(cookie.req, cookie.res)
      : await provider.Interaction.find(uid);
    return interaction?.uid === uid ? interaction : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'SessionNotFound') return undefined;
    throw error;
  }
}

const remaining = (interaction: Interaction): number =>
  Math.max(1, interaction.exp - Math.floor(Date.now() / SECOND));

async function sessionFacts(
  provider: Provider,
  interaction: Interaction,
): Promise<Facts['session']> {
  const uid = interaction.session?.uid;
  const session = uid ? await provider.Session.findByUid(uid) : undefined;
  if (!session?.accountId || session.loginTs === undefined) return undefined;
  return {
    sub: session.accountId,
    authenticatedAt: session.loginTs * SECOND,
    amr: session.amr ?? [],
  };
}

/** The library would answer with a page of inline script when another account signs in over a session: end that session first. */
async function leaveOtherSession(
  provider: Provider,
  interaction: Interaction,
  { facts }: SignIn,
): Promise<void> {
  const uid = interaction.session?.uid;
  if (!uid || !facts.session || facts.session.sub === facts.account?.sub) return;
  const session = await provider.Session.findByUid(uid);
  await session?.destroy();
  delete (interaction as { session?: unknown }).session;
}

/** What resuming needs: who signed in how, and a member for each `prompt` value that is answered thereby. */
function resultOf({ facts, step }: SignIn): Record<string, unknown> {
  const { progress, account } = facts;
  if (step.at === 'refuse') return { error: step.error, error_description: step.description };
  const fresh = progress.used.length > 0 && account;
  const login = fresh
    ? {
        login: {
          accountId: account.sub,
          amr: reachedAmr(facts),
          ts: Math.floor(Math.max(...progress.used.map(({ at }) => at)) / SECOND),
        },
      }
    : {};
  return { ...login, consent: {}, select_account: {}, create: {}, standin: progress };
}
