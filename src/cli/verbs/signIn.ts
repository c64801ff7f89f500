import { askOnce } from '../ask.js';
import { withBody, BODY_OPTION } from '../body.js';
import type { ServerFlags } from '../findServer.js';
import { facts } from '../table.js';
import { choice, does, verb, withServer, type Verb } from '../verb.js';

interface SignInFlags extends ServerFlags {
  readonly person?: string;
  readonly authorizeUrl?: string;
  readonly client?: string;
  readonly scope?: string;
  readonly acrValues?: string;
  readonly redirectUri?: string;
  readonly profile?: string;
  readonly exchange?: boolean;
  readonly consent?: string;
  readonly proof?: boolean;
  readonly front?: string;
  readonly back?: string;
  readonly selfie?: string;
  readonly tag?: string;
  readonly body?: string;
}

interface SignedIn {
  readonly outcome: string;
  readonly redirect_to?: string;
  readonly code?: string;
  readonly error?: string;
  readonly reasons?: readonly string[];
  readonly steps?: readonly { readonly step: string; readonly outcome: string }[];
  readonly tokens?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Proofing with the real engine reads pictures on the way. */
const TIMEOUT_MS = 180_000;

/** `standin sign-in`: a person signs in by the real rules, without pages. */
export const signInVerb: Verb = (ended, summary) =>
  does(
    withServer(
      verb(
        'sign-in',
        summary,
        'standin sign-in --person maria --client irs --scope "openid profile" --exchange',
      ),
    )
      .option('--person <person>', 'who: id, e-mail or persona')
      .option('--authorize-url <url>', 'the authorization request of an app')
      .option('--client <client_id>', 'or build the request: for this client')
      .option('--scope <scopes>', 'with these scopes')
      .option('--acr-values <values>', 'and these acr values')
      .option('--redirect-uri <uri>', 'back to here (else its first one)')
      .addOption(choice('--profile <profile>', 'in this profile', ['standard', 'idme', 'logingov']))
      .option('--exchange', 'redeem the code and print tokens and claims')
      .option('--consent <answer>', 'allow (default), deny, or attributes with commas')
      .option('--proof', "verify the person on the way, with the person's good pictures")
      .option('--front <wear>', 'and this picture of the front')
      .option('--back <wear>', 'and this one of the back')
      .option('--selfie <wear>', 'and this selfie')
      .option('--tag <tag>', 'ties parallel tests that share a server')
      .option(...BODY_OPTION),
    ended,
    signIn,
  );

const signIn = ({ body, ...flags }: SignInFlags): Promise<number> =>
  withBody(
    body,
    {
      person: flags.person,
      authorize_url: flags.authorizeUrl,
      client_id: flags.client,
      scope: flags.scope,
      acr_values: flags.acrValues,
      redirect_uri: flags.redirectUri,
      profile: flags.profile,
      exchange: flags.exchange,
      consent: consentOf(flags.consent),
      proof: proofOf(flags),
      tag: flags.tag,
    },
    (members) =>
      askOnce<SignedIn>(
        flags,
        { method: 'POST', path: '/sign-in', body: members, timeoutMs: TIMEOUT_MS },
        asFacts,
      ),
  );

const consentOf = (answer: string | undefined): unknown =>
  answer === undefined || answer === 'allow' || answer === 'deny'
    ? answer
    : { attributes: answer.split(',').map((name) => name.trim()) };

function proofOf({ proof, front, back, selfie }: SignInFlags): unknown {
  const pictures = Object.entries({ front, back, selfie }).filter(([, wear]) => wear !== undefined);
  return pictures.length > 0 ? { pictures: Object.fromEntries(pictures) } : proof;
}

const asFacts = ({ tokens, claims, steps, ...answer }: SignedIn): string =>
  [
    facts({
      ...{ outcome: answer.outcome, redirect_to: answer.redirect_to, code: answer.code },
      ...{ error: answer.error, reasons: answer.reasons },
      steps: steps?.map(({ step, outcome }) => `${step}=${outcome}`),
      ...tokens,
    }),
    ...(claims ? [JSON.stringify(claims, null, 2)] : []),
  ].join('\n');
