import { CASCADIA } from '../../src/press/index.js';
import { createHttpBrowser, type HttpPage } from '../support/httpBrowser.js';
import type { Journey, Traveller } from '../support/journeyHttp.js';
import { redeemFor, refreshFor, type Ledger, type SignIn } from './ledger.js';
import { IAL2, type Caller, type Client } from './relyingParty.js';

/** What all the traffic is about. */
export interface Fixtures {
  readonly client: Client;
  /** The client whose requests ask for IAL2; scripts answer for the checks. */
  readonly verifying: Client;
  readonly picture: Buffer;
}

/** Traffic of one kind; `turn` is called again and again until the server dies under it. */
export interface Lane {
  turn(): Promise<void>;
  /** Called when the server is back, before the traffic goes on. */
  resume(): Promise<void>;
  /** Brings what was begun to its end. */
  finish(): Promise<void>;
}

let made = 0;
const nothing = async () => undefined;

/** People, partners, clients and scripts by the control API, and changes of clients. */
export function controlLane({ control }: Caller, { resources }: Ledger): Lane {
  const make = async (collection: string, idOf: string, body: object) => {
    const answer = await control<Record<string, unknown>>('POST', `/${collection}`, body);
    const { password: _password, ...kept } = answer;
    resources.push({ path: `/${collection}/${String(answer[idOf])}`, allowed: [kept] });
    return answer;
  };
  const client = async (n: number) => {
    const { id } = await make('partners', 'id', { name: `Partner ${n}` });
    const { client_id } = await make('clients', 'client_id', {
      client_name: `Client ${n}`,
      redirect_uris: [`https://app${n}.example.com/callback`],
      partner: id,
    });
    const kept = resources.at(-1);
    const [before] = kept?.allowed ?? [];
    const after = { ...before, client_name: `Renamed ${n}` };
    if (kept && before) {
      kept.allowed = [before, after];
      await control('PATCH', `/clients/${String(client_id)}`, { client_name: after.client_name });
      kept.allowed = [after];
    }
  };
  return {
    async turn() {
      const n = ++made;
      await make('people', 'id', { ial: n % 2 === 0 ? 2 : 1, email: `made${n}@example.com` });
      const match = { email: `nobody${n}@example.com` };
      await make('outcomes', 'id', { match, step: 'document', results: ['review'] });
      await client(n);
    },
    resume: nothing,
    finish: nothing,
  };
}

/** People who sign in by the pages, and a relying party that redeems and refreshes. */
export function signInLane(caller: Caller, { signIns }: Ledger, { client }: Fixtures): Lane {
  return {
    async turn() {
      const person = await caller.control<{ email: string; password: string }>(
        'POST',
        '/people',
        {},
      );
      const browser = createHttpBrowser(caller.base);
      const left = await caller.journey(client, person, undefined, browser).finish();
      const signIn = newSignIn(client, browser, person);
      signIns.push(signIn);
      await redeemFor(caller, signIn, left);
      await refreshFor(caller, signIn);
      await refreshFor(caller, signIn);
    },
    resume: nothing,
    finish: nothing,
  };
}

const newSignIn = (client: Client, browser: SignIn['browser'], traveller: Traveller): SignIn => ({
  client,
  browser,
  traveller,
  spentRefreshTokens: [],
  unanswered: false,
  used: false,
});

/** The pages in the order in which a newcomer sees them. */
const WAY = [
  ...['signup', 'check-mail', 'second-factor-setup', 'recovery-codes', 'verify', 'document-type'],
  ...['document', 'selfie', 'details', 'phone-code', 'review', 'verified', 'consent'],
];

/** Newcomers who sign up, verify and return, one after the other; each goes on where the server's death left him. */
export function newcomerLane(
  caller: Caller,
  ledger: Ledger,
  { verifying, picture }: Fixtures,
): Lane {
  let journey: Journey | undefined;
  /** Whose registration was sent; when the server died under it, it may have happened. */
  const tried = new WeakSet<Journey>();
  /** How far the pages had brought him. */
  let reached = -1;

  const note = (page: HttpPage | undefined) => {
    reached = Math.max(reached, WAY.indexOf(page?.name ?? ''));
  };
  const begin = (): Journey => {
    reached = -1;
    return caller.journey(verifying, newcomer(++made, picture), IAL2);
  };
  const arrived = async ({ browser, traveller }: Journey, left: URL) => {
    journey = undefined;
    const signIn = newSignIn(verifying, browser, traveller);
    ledger.signIns.push(signIn);
    ledger.verified.add(traveller.email);
    await redeemFor(caller, signIn, left);
  };
  const turn = async () => {
    journey ??= begin();
    const signsUp = journey.page?.name === 'signup';
    const again = tried.has(journey);
    if (signsUp) tried.add(journey);
    const left = await journey.step();
    if (signsUp && !again) ledger.registered.add(journey.traveller.email);
    note(journey.page);
    if (left) await arrived(journey, left);
  };
  return {
    turn,
    /** Nothing that a page had said was done is asked for again. */
    async resume() {
      const page = await journey?.look();
      const at = WAY.indexOf(page?.name ?? '');
      if (page && at >= 0 && at < reached && page.name !== 'signup')
        throw new Error(`back at ${page.name}, although ${String(WAY[reached])} had been reached`);
    },
    async finish() {
      while (journey) await turn();
    },
  };
}

function newcomer(n: number, picture: Buffer): Traveller {
  const line = String(n % 100).padStart(2, '0');
  return {
    email: `newcomer${n}@example.com`,
    password: `four quiet herons ${n} beyond dusk`,
    newcomer: true,
    documentType: 'passport',
    pictures: { front: picture, selfie: picture },
    details: {
      ...{ given_name: 'Vera', family_name: 'Newcomer', ssn: `90020${1000 + n}` },
      ...{ birthdate_year: '1990', birthdate_month: '4', birthdate_day: '12' },
      ...{ street_address: '12 Cedar Lane', locality: 'Port Alder', region: CASCADIA.code },
      ...{ postal_code: '00501', phone: `+1${201 + Math.floor(n / 100)}55501${line}` },
    },
  };
}
