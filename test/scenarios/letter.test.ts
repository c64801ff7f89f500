import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createVisitor, type Client, type Person } from '../support/provider.js';
import { startServer, type RunningServer } from '../support/server.js';
import { discover, request, type Party } from '../oidc/driver.js';

const IAL2 = 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2';

let server: RunningServer;
let party: Party;
beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
  const redirect_uris = ['http://localhost:3999/callback'];
  const client = await (await call('POST', '/clients', { redirect_uris })).json();
  party = await discover(server.baseUrl, client as Client);
}, 60_000);
afterAll(() => server.close());

const call = (method: string, path: string, body?: object) =>
  fetch(`${server.baseUrl}/control/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

interface Letter {
  readonly to: string;
  readonly codes: readonly string[];
}

type Applicant = Person & { readonly family_name: string };

/** Somebody who is sent a letter at the end, and what comes of signing in without pages. */
async function applicant() {
  const authenticators = ['password', 'totp', 'recovery_codes'];
  const person = (await (await call('POST', '/people', { authenticators })).json()) as Applicant;
  const script = (step: string, results: readonly string[]) =>
    call('POST', '/outcomes', { match: { person: person.id }, step, results, then: 'last' });
  await script('document', ['pass']);
  await script('selfie', ['pass']);
  await script('letter', ['review']);
  const { client_id } = party.client;
  const go = async (proof: unknown) => {
    const order = { client_id, scope: IAL2, person: person.id, proof, exchange: true };
    return (await call('POST', '/sign-in', order)).json();
  };
  expect(await go(true)).toMatchObject({ outcome: 'pending' });
  return { person, go, letter: await letterTo(person) };
}

/** Signs in before the pages, up to where the attempt stands. */
async function comeBack(person: Applicant) {
  const visitor = createVisitor(server.baseUrl);
  const { url } = await request(party, { scope: IAL2 });
  const second = await visitor.submit(await visitor.get(url.href), person, 'signin');
  const other = await visitor.get(`${second.url.split('?')[0]}?kind=recovery_code`);
  const page = await visitor.submit(other, { code: person.recovery_codes[0] });
  expect(page.url).toMatch(/address-code$/);
  const csrf = /name="csrf" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
  return { visitor, page, csrf };
}

async function letterTo({ family_name }: Applicant): Promise<Letter> {
  const path = '/messages?kind=letter&wait=10&limit=200';
  for (let tries = 0; tries < 50; tries++) {
    const { items } = (await (await call('GET', path)).json()) as { items: Letter[] };
    const letter = items.findLast(({ to }) => to.split('\n')[0]?.includes(family_name));
    if (letter) return letter;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no letter came');
}

const other = (code = ''): string => (code === '000000' ? '000001' : '000000');

describe('a confirmation by letter (63A section 3.8)', () => {
  it('is posted to the person, and its code verifies them without pages', async () => {
    const { go, letter } = await applicant();
    expect(letter.to).toMatch(/\n.+, [A-Z]{2} \d{5}$/);
    const [code] = letter.codes;
    expect(await go({ letter_code: other(code) })).toMatchObject({
      ...{ outcome: 'retry', reasons: ['code_wrong'] },
    });
    expect(await go(true)).toMatchObject({ outcome: 'pending' });
    expect(await go({ letter_code: code })).toMatchObject({
      ...{ outcome: 'redirected', claims: { ial: '2', proofing_pathway: 'letter' } },
    });
  });

  it('is typed into the page that the person comes back to', async () => {
    const { person, letter } = await applicant();
    const { visitor, page, csrf } = await comeBack(person);
    const empty = await visitor.submit(page, { code: '' }, 'address-code-form');
    expect([empty.status, empty.html]).toEqual([422, expect.stringContaining('Type the code.')]);
    const wrong = await visitor.submit(page, { code: other(letter.codes[0]) }, 'address-code-form');
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining('4 tries left')]);
    const soon = await visitor.post(`${page.url}/resend`, { csrf });
    expect(soon.html).toContain('A letter takes its time.');
    const done = await visitor.submit(page, { code: letter.codes[0] }, 'address-code-form');
    expect(done.url).toMatch(/verified$/);
  });

  it('lets the person go back to the partner meanwhile', async () => {
    const { person } = await applicant();
    const { visitor, page, csrf } = await comeBack(person);
    const { left } = await visitor.post(`${page.url}/leave`, { csrf });
    expect(left?.searchParams.get('error')).toBe('access_denied');
    expect(left?.searchParams.get('error_description')).toBe('the address is not confirmed yet');
  });

  it.each([
    [{ letter_code: '12345' }, '/proof/letter_code'],
    [{ letter_code: 'abcdef' }, '/proof/letter_code'],
    [{ letters: true }, '/proof/letters'],
  ])('is not answered by %j', async (proof, path) => {
    const order = { client_id: 'app', scope: IAL2, person: 'maria', proof };
    const refused = await call('POST', '/sign-in', order);
    expect(refused.status).toBe(422);
    const { errors } = (await refused.json()) as { errors: { path: string }[] };
    expect(errors.map((one) => one.path)).toContain(path);
  });
});
