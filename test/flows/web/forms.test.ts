import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startServer, type RunningServer } from '../../support/server.js';
import { createHttpBrowser, type Answer, type HttpBrowser } from './httpBrowser.js';
import { nameOf, newAddress, pageOf, PASSWORD, register, signUp } from './person.js';

jest.setTimeout(60_000);

let server: RunningServer;
let browser: HttpBrowser;

beforeAll(async () => {
  // Testers see each other's mail: what strangers see is asked here.
  server = await startServer({ args: ['--no-irs', '--no-tester-bar'] });
});
afterAll(() => server.close());
beforeEach(() => {
  browser = createHttpBrowser(server.baseUrl);
});

/** What stands in the list of errors. */
const errorsIn = ({ html }: Answer): readonly string[] =>
  [...html.matchAll(/<span class="usa-error-message"[^>]*>([^]*?)<\/span>/g)].map(
    ([, inner = '']) => inner.replace(/<[^>]*>/g, '').trim(),
  );

/** The form as a person gets it. */
const open = async (page: string): Promise<Answer> =>
  browser.get(pageOf(await browser.get('/signin'), page));

it.each([
  '/connect/authorize?client_id=a%00b&scope=openid',
  '/verify?partner=a%00b',
  '/inbox/a%00b',
  '/phone/a%00b',
])('an address with a NUL character is refused, not failed on: %s', async (path) => {
  const answer = await browser.get(path);
  expect([answer.status, answer.html]).toEqual([
    400,
    expect.stringContaining('a character that cannot be used'),
  ]);
});

it('the control API names the parameter that holds one, and refuses a path', async () => {
  const asked = async (path: string) => {
    const answer = await fetch(`${server.baseUrl}/control/v1${path}`);
    const { errors } = (await answer.json()) as { errors: readonly { path: string }[] };
    return [answer.status, ...errors.map(({ path: at }) => at)];
  };
  expect(await asked('/people?tag=a%00b')).toEqual([422, '/tag']);
  expect(await asked('/people/a%00b')).toEqual([400]);
});

describe('every form refuses a post', () => {
  it.each(['signin', 'signup', 'signin/cancel', 'verify', 'document', 'consent'])(
    '%s: without the form token, or with another browser’s, it is answered 403',
    async (page) => {
      const form = await open('signin');
      const multipart = page === 'document';
      for (const csrf of [null, 'x'.repeat(43)]) {
        const answer = await browser.post(pageOf(form, page), {}, { csrf, multipart });
        expect(answer.status).toBe(403);
        expect(answer.html).toContain('reload and try again');
      }
    },
  );

  it.each([
    { origin: 'https://elsewhere.example' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('that comes from elsewhere (%j)', async (headers) => {
    const form = await open('signin');
    const answer = await browser.post(
      form.url,
      { email: 'a@example.com', password: 'x' },
      { headers },
    );
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('sent from another site');
  });

  it('but not where the browser says that it comes from here, whatever a proxy made of Origin', async () => {
    const form = await open('signin');
    const headers = { origin: 'http://localhost:1', 'sec-fetch-site': 'same-origin' };
    const answer = await browser.post(form.url, { email: '', password: '' }, { headers });
    expect(answer.status).toBe(422);
  });

  it('with a body over the limit', async () => {
    const form = await open('signin');
    const answer = await browser.post(form.url, { email: 'a'.repeat(70_000), password: 'x' });
    expect(answer.status).toBe(413);
    expect(answer.html).toContain('more than this form takes');
  });
});

describe('signing in', () => {
  it('names what is missing, and keeps what was typed except the password', async () => {
    const form = await open('signin');
    const empty = await browser.post(form.url, { email: '', password: '' });
    expect(empty.status).toBe(422);
    expect(errorsIn(empty)).toEqual(['Write your e-mail address.', 'Write your password.']);
    const bad = await browser.post(form.url, { email: 'not an address', password: PASSWORD });
    expect(bad.status).toBe(422);
    expect(errorsIn(bad)).toEqual(['Write an e-mail address like name@example.com.']);
    expect(bad.html).toContain('value="not an address"');
    expect(bad.html).not.toContain(PASSWORD);
  });

  it.each([
    ['an over-long address', { email: `${'a'.repeat(300)}@example.com`, password: 'x' }],
    ['an over-long password', { email: 'nobody@example.com', password: 'x'.repeat(5000) }],
    ['a NUL byte', { email: 'nobody@example.com', password: 'a\u0000b' }],
    ['markup', { email: '"><script>alert(1)</script>', password: 'x' }],
  ])('takes %s for wrong', async (_, fields) => {
    const form = await open('signin');
    const answer = await browser.post(form.url, fields);
    expect(answer.status).toBe(422);
    expect(answer.html).not.toContain('<script>alert');
  });

  it('answers a known and an unknown address alike, and slows both down', async () => {
    const email = newAddress();
    await signUp(browser, email);
    const seen: Record<string, string[]> = {};
    for (const address of [email, newAddress()]) {
      const other = createHttpBrowser(server.baseUrl);
      const form = await other.get('/signin');
      const answers = [];
      for (let i = 0; i < 6; i++)
        answers.push(await other.post(form.url, { email: address, password: `wrong ${i}` }));
      seen[address] = answers.map((answer) => `${answer.status} ${errorOfForm(answer)}`);
    }
    const [known, unknown] = Object.values(seen);
    expect(known).toEqual(unknown);
    expect(known?.[0]).toBe('422 The e-mail address or the password is wrong.');
    expect(known?.at(-1)).toBe('422 Too many tries. Wait a little, then try again.');
  });
});

const errorOfForm = ({ html }: Answer): string =>
  /data-testid="error-summary"[^]*?<li>([^]*?)<\/li>/
    .exec(html)?.[1]
    ?.replace(/<[^>]*>/g, '')
    .trim() ?? '';

describe('signing up', () => {
  it('names every fault, and keeps address and tick', async () => {
    const form = await open('signup');
    const empty = await browser.post(form.url, {});
    expect(empty.status).toBe(422);
    expect(errorsIn(empty)).toEqual([
      'Write your e-mail address.',
      'Write your password.',
      'Tick this to go on.',
    ]);
    const weak = await browser.post(form.url, {
      email: 'kept@example.com',
      password: 'password1',
      terms: 'yes',
    });
    expect(weak.status).toBe(422);
    expect(errorsIn(weak)).toHaveLength(1);
    expect(weak.html).toContain('value="kept@example.com"');
    expect(weak.html).toMatch(/id="terms"[^>]* checked/);
    expect(weak.html).not.toContain('password1');
  });

  it('answers a known and an unknown address alike, codes and resending included', async () => {
    const known = newAddress();
    await signUp(browser, known);
    const stories = [];
    for (const address of [known, newAddress()]) {
      const other = createHttpBrowser(server.baseUrl);
      const asked = await register(other, address);
      const guessed = await other.post(asked.url, { code: '000001' });
      const resent = await other.post(pageOf(asked, 'check-mail/resend'), {});
      const changed = await other.post(pageOf(asked, 'check-mail/change'), {});
      stories.push([asked, guessed, resent, changed].map((page) => anonymous(page, address)));
    }
    expect(stories[0]).toEqual(stories[1]);
    expect(stories[0]?.map(({ status, name }) => `${status} ${name}`)).toEqual([
      '200 check-mail',
      '422 check-mail',
      expect.stringMatching(/^(200|422) resend$/),
      '200 signup',
    ]);
  });

  it.each(['', '12', 'abcdef', '000000', '9'.repeat(4000)])(
    'refuses %p as the mail’s code and asks again',
    async (code) => {
      const checkMail = await register(browser, newAddress());
      const answer = await browser.post(checkMail.url, { code });
      expect(answer.status).toBe(422);
      expect(nameOf(answer)).toBe('check-mail');
      expect(errorsIn(answer)).toHaveLength(1);
    },
  );
});

/** A page without what differs between any two people. */
const anonymous = (page: Answer, address: string) => ({
  status: page.status,
  name: nameOf(page),
  words: page.html
    .replaceAll(address, 'ADDRESS')
    .replaceAll(encodeURIComponent(address), 'ADDRESS')
    .replace(/\/interaction\/[\w-]+/g, '')
    .replace(/value="[\w-]{43}"/g, ''),
});

describe('a session', () => {
  it('has another id after signing in than before (session fixation)', async () => {
    const session = () =>
      [...browser.cookies].filter(([name]) => /session/.test(name) && !/\.sig$|legacy/.test(name));
    const email = newAddress();
    await browser.get('/account');
    browser.cookies.set('standin_session', 'planted');
    const planted = new Map(session());
    const start = await signUp(browser, email);
    expect(nameOf(start)).toBe('verify');
    const home = await browser.get('/account');
    expect(nameOf(home)).toMatch(/signin|account/);
    for (const [name, value] of session())
      if (name !== 'standin_session') expect(value).not.toBe(planted.get(name));
  });

  it('keeps its cookies from scripts, from other sites and from other paths', async () => {
    const { setCookies } = await browser.get('/signin');
    expect(setCookies.length).toBeGreaterThan(1);
    for (const line of setCookies) {
      expect(line).toMatch(/httponly/i);
      expect(line).toMatch(/samesite=lax/i);
      expect(line).toMatch(/path=\//i);
      expect(line).not.toMatch(/domain=/i);
    }
  });
});

describe('pages that are not there', () => {
  it.each([
    ['/nowhere', 404],
    ['/interaction/none', 410],
    ['/interaction/none/signin', 410],
    ['/inbox/msg_none', 404],
    ['/signup/confirm?token=none', 410],
  ])('%s is answered %d with a page', async (path, status) => {
    const answer = await browser.get(path);
    expect(answer.status).toBe(status);
    expect(answer.html).toContain('Standin is a test system');
    expect(answer.html).not.toMatch(/at \w+ \(|node_modules/);
  });

  it('another browser’s sign-in is answered 410', async () => {
    const form = await open('signin');
    const answer = await createHttpBrowser(server.baseUrl).get(form.url);
    expect(answer.status).toBe(410);
    expect(answer.html).toContain('This request has ended or was opened in another browser');
  });

  it('an unknown sandbox is answered 404', async () => {
    const answer = await browser.get('/s/nobody/signin');
    expect(answer.status).toBe(404);
    expect(answer.html).not.toMatch(/at \w+ \(|node_modules/);
  });
});

it.each([
  '/',
  '/signin',
  '/signup',
  '/inbox',
  '/docs/engine',
  '/nowhere',
  '/s/nobody/',
  '/interaction/none',
])('%s has strict headers', async (path) => {
  const { headers } = await browser.get(path);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("form-action 'self'");
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('x-powered-by')).toBeNull();
});
