import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Answer, type Control } from './support.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const REDIRECT = 'http://127.0.0.1:7199/cb';
const PROFILES = ['standard', 'idme', 'logingov'] as const;

interface Seen {
  readonly sentence: string;
  readonly answer: 'code' | 'error' | 'none';
  readonly error?: string;
  readonly error_description?: string;
  readonly prompt_none_error?: string;
  readonly claims?: object;
}
type Profiles = Readonly<Record<string, Seen>>;
interface Step {
  readonly id: string;
  readonly results: readonly string[];
  readonly reasons: readonly string[];
  readonly relying_party: readonly { outcomes: readonly string[]; profiles: Profiles }[];
}
interface Reason {
  readonly id: string;
  readonly relying_party: readonly { steps: readonly string[]; profiles: Profiles }[];
}

let control: Control;
let client_id: string;
let steps: readonly Step[];
beforeAll(async () => {
  const picture = () => Promise.resolve(Buffer.from('a picture'));
  control = await openControl(({ press }) => ({
    press: { ...press, renderDocument: picture, pictureOf: picture },
  }));
  const client = await call('POST', '/clients', { redirect_uris: [REDIRECT] });
  client_id = client.body.client_id;
  steps = (await call('GET', '/catalogue/steps')).body.items;
});
afterAll(() => control.close());
const call = (...args: Parameters<Control['call']>): Promise<Answer> => control.call(...args);

/** What the catalogue says of an outcome at a step. */
function said(step: string, outcome: string): Profiles {
  const entry = steps.find(({ id }) => id === step);
  const group = entry?.relying_party.find(({ outcomes }) => outcomes.includes(outcome));
  if (!group) throw new Error(`the catalogue says nothing of ${outcome} at ${step}`);
  return group.profiles;
}

const CHECKED = ['document', 'selfie', 'records'];
const AUTHORIZE = {
  ...{ standard: '/connect/authorize', idme: '/oauth/authorize' },
  logingov: '/logingov/openid_connect/authorize',
} as const;

/** Somebody with whom all is well, but for one scripted outcome. */
async function somebody(step: string, outcome: string): Promise<string> {
  const authenticators = ['password', 'totp'];
  const { id } = (await call('POST', '/people', { authenticators })).body;
  const script = async (at: string, results: readonly string[], then?: string) => {
    const made = await call('POST', '/outcomes', {
      match: { person: id },
      step: at,
      results,
      then,
    });
    expect(made.status).toBe(201);
  };
  for (const one of CHECKED) if (one !== step) await script(one, ['pass'], 'last');
  await script(step, [outcome], 'last');
  return id as string;
}

const askFor = (person: string, profile: (typeof PROFILES)[number]) => ({
  ...{ client_id, scope: `openid ${IAL2}`, person, profile, proof: true, exchange: true },
});

/** The error that prompt=none is answered with in a session of the person's. */
async function askSilently(person: string, profile: (typeof PROFILES)[number]) {
  const { name, value } = (await call('POST', `/people/${person}/sessions`, {})).body;
  const query = new URLSearchParams({
    ...{ client_id, scope: `openid ${IAL2}`, response_type: 'code', prompt: 'none' },
    ...{ redirect_uri: REDIRECT, code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
  });
  const { headers } = await control.deps.inject({
    ...{ method: 'GET', url: `${AUTHORIZE[profile]}?${query.toString()}` },
    headers: { host: 'localhost:4545', cookie: `${name}=${value}` },
  });
  return new URL(String(headers['location'])).searchParams.get('error');
}

describe('the catalogue says what the relying party sees', () => {
  it.each([
    ['document', 'pass'],
    ['document', 'document.image_blurred'],
    ['document', 'document.tampered'],
    ['document', 'document.issuer_unavailable'],
    ['document', 'session.abandoned'],
    ['selfie', 'review'],
    ['liveness', 'liveness.failed'],
    ['records', 'data.name_mismatch'],
    ['records', 'data.underage'],
    ['phone', 'contact.phone_voip'],
    ['fraud', 'fraud.known_fraud'],
    ['decision', 'policy.insufficient_evidence'],
    ['referee', 'pass'],
    ['referee', 'fail'],
    ['referee', 'no_show'],
    ['in_person', 'review'],
    ['letter', 'pass'],
    ['letter', 'review'],
    ['sign_in', 'pass'],
    ['sign_in', 'fail'],
    ['sign_in', 'fraud.velocity'],
    ['second_factor', 'contact.confirmation_code_wrong'],
    ['second_factor', 'session.expired'],
    ['consent', 'policy.consent_declined'],
    ['sms_delivery', 'pass'],
    ['sms_delivery', 'fail'],
  ])('when %s comes to %s, as it then does in every profile', async (step, outcome) => {
    for (const profile of PROFILES) {
      const seen = said(step, outcome)[profile]!;
      const person = await somebody(step, outcome);
      const { body } = await call('POST', '/sign-in', askFor(person, profile));
      const heard = {
        answer: body.code ? 'code' : body.error && body.redirect_to ? 'error' : 'none',
        ...(body.error && body.redirect_to && { error: body.error }),
        ...(body.error_description && { error_description: body.error_description }),
      };
      const { error, error_description } = seen;
      const told = seen.answer === 'none' ? {} : { error, error_description };
      expect(heard).toEqual(JSON.parse(JSON.stringify({ answer: seen.answer, ...told })));
      if (seen.claims) expect(body.claims).toMatchObject(seen.claims);
    }
  });

  it.each([
    ['document', 'document.image_blurred'],
    ['document', 'document.tampered'],
    ['selfie', 'review'],
    ['letter', 'review'],
  ])('and what prompt=none is answered with after %s came to %s', async (step, outcome) => {
    for (const profile of PROFILES) {
      const person = await somebody(step, outcome);
      await call('POST', '/sign-in', askFor(person, profile));
      const { prompt_none_error } = said(step, outcome)[profile]!;
      expect(prompt_none_error).toEqual(expect.any(String));
      expect(await askSilently(person, profile)).toBe(prompt_none_error);
    }
  });
});

describe('every entry of the catalogue', () => {
  it.each(['reasons', 'steps', 'wears', 'scenarios', 'events', 'personas'])(
    'of %s has a sentence of its own',
    async (what) => {
      const { items } = (await call('GET', `/catalogue/${what}`)).body;
      const sentences: string[] = items.map(({ sentence }: { sentence: string }) => sentence);
      expect(sentences.length).toBeGreaterThan(5);
      for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].{5,}\.$/s);
      const said = items.map((one: { kind?: string; sentence: string }) => [
        one.kind,
        one.sentence,
      ]);
      expect(new Set(said.map(String)).size).toBe(sentences.length);
    },
  );

  it('that is a step says something of each result that stands alone, and of each reason', () => {
    for (const { id, results, reasons, relying_party } of steps) {
      const covered = relying_party.flatMap(({ outcomes }) => outcomes);
      const alone = results.filter((result) => covered.includes(result));
      expect({ id, covered: [...covered].sort() }).toEqual({
        ...{ id, covered: [...alone, ...reasons].sort() },
      });
      expect(alone).toContain('pass');
    }
  });

  it('that is a reason belongs to a step, and says the same as the step does', async () => {
    const reasons = (await call('GET', '/catalogue/reasons')).body.items as readonly Reason[];
    for (const { id, relying_party } of reasons) {
      expect({ id, steps: relying_party.length }).not.toEqual({ id, steps: 0 });
      for (const { steps: at, profiles } of relying_party)
        for (const step of at) expect(said(step, id)).toEqual(profiles);
    }
  });
});
