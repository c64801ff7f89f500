import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signIn, startProvider, type Person, type Running } from '../support/provider.js';
import { cast, obtain, request } from '../oidc/driver.js';

describe('scripts of signing in, as a browser and an app meet them (contract section 5)', () => {
  let at: Running;
  beforeAll(async () => {
    at = await startProvider();
  });
  afterAll(() => at.close());
  const script = (step: string, match: object, ...results: unknown[]) =>
    at.control<{ id: string }>('POST', '/outcomes', { match, step, results });
  const consumed = async ({ id }: { id: string }) =>
    (await at.control<{ consumed: unknown[] }>('GET', `/outcomes/${id}`)).consumed;

  it('refuse the right password once, then let it count', async () => {
    const { person, party, visitor } = await cast(at);
    const made = await script('sign_in', { person: person.id }, 'fail', 'pass');
    const { url } = await request(party);
    const page = await visitor.submit(await visitor.get(url.href), person, 'signin');
    expect(page.status).toBe(422);
    expect(page.html).toContain('The e-mail address or the password is wrong.');
    const next = await visitor.submit(page, person, 'signin');
    expect(next.url).toMatch(/second-factor/);
    const { client_id } = party.client;
    const spent = { person: person.id, client_id, at: expect.any(String) };
    expect(await consumed(made)).toEqual([
      { entry: 0, ...spent },
      { entry: 1, ...spent },
    ]);
  });

  it('never let a wrong password pass', async () => {
    const { person, party, visitor } = await cast(at);
    await script('sign_in', { person: person.id }, 'pass');
    const { url } = await request(party);
    const wrong = { email: person.email, password: 'wrong' };
    const page = await visitor.submit(await visitor.get(url.href), wrong, 'signin');
    expect(page.status).toBe(422);
  });

  it('end the request with access_denied when the account is suspected of fraud', async () => {
    const { person, party, visitor } = await cast(at);
    await script('sign_in', { person: person.id }, 'fraud.velocity');
    const { url, state } = await request(party);
    const back = await signIn(visitor, url.href, person);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('error_description')).toContain('fraud.velocity');
    expect(back.searchParams.get('state')).toBe(state);
  });

  it('refuse the second factor with a reason the person reads', async () => {
    const { person, party, visitor } = await cast(at);
    await script('second_factor', { email: person.email }, 'contact.confirmation_code_expired');
    const { url } = await request(party);
    const asked = await visitor.submit(await visitor.get(url.href), person, 'signin');
    const other = await visitor.get(`${asked.url.split('?')[0]}?kind=recovery_code`);
    const refused = await visitor.submit(other, { code: person.recovery_codes[0] });
    expect(refused.status).toBe(422);
    const done = await visitor.submit(refused, { code: person.recovery_codes[0] });
    expect(done.url).toMatch(/consent$/);
  });

  it('tell two requests of one browser apart by their tags', async () => {
    const { person, party, visitor } = await cast(at);
    const declined = await script('consent', { tag: 'declines' }, 'policy.consent_declined');
    await obtain(party, visitor, person, { standin_tag: 'first' });
    const again = { prompt: 'consent' };
    const [no, yes] = [
      await request(party, { ...again, standin_tag: 'declines' }),
      await request(party, { ...again, standin_tag: 'allows' }),
    ];
    const [noPage, yesPage] = [await visitor.get(no.url.href), await visitor.get(yes.url.href)];
    const allowed = await visitor.submit(yesPage, { decision: 'allow' });
    const denied = await visitor.submit(noPage, { decision: 'allow' });
    expect(allowed.left?.searchParams.get('code')).toEqual(expect.any(String));
    expect(denied.left?.searchParams.get('error')).toBe('access_denied');
    expect(await consumed(declined)).toHaveLength(1);
  });

  it('refuse and deny in headless sign-ins too', async () => {
    const { client_id } = await at.client();
    const person: Person = await at.person();
    const go = () =>
      at.control<Record<string, unknown>>('POST', '/sign-in', {
        ...{ client_id, scope: 'openid email', person: person.id },
      });
    await script('sign_in', { person: person.id }, 'fail', 'pass', 'pass');
    await script('second_factor', { person: person.id }, { vendor_error: 'unavailable' });
    await script('consent', { person: person.id }, 'fail');
    expect(await go()).toMatchObject({ outcome: 'retry', reasons: ['wrong_password_or_email'] });
    expect(await go()).toMatchObject({ outcome: 'retry', reasons: ['vendor.unavailable'] });
    expect(await go()).toMatchObject({ outcome: 'redirected', error: 'access_denied' });
    expect(await go()).toMatchObject({ outcome: 'redirected', code: expect.any(String) });
  });
});
