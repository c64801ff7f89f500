import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openControl, type Control } from './support.js';

/** What is there before anything is refused, one of each kind, and nothing more afterwards. */
const THERE = [
  ['/people', { id: 'ann', email: 'ann@example.com' }],
  ['/people', { id: 'bob' }],
  ['/partners', { id: 'examples', name: 'Department of Examples' }],
  ['/clients', { client_id: 'app', redirect_uris: ['http://localhost/cb'], partner: 'examples' }],
  ['/outcomes', { id: 'script', match: { tag: 'x' }, step: 'document', results: ['pass'] }],
  ['/webhooks', { id: 'hook', url: 'http://localhost:1/' }],
  ['/sandboxes', { id: 'box' }],
  ['/tokens', { id: 'key', name: 'Key', role: 'read' }],
] as const;
const LISTS = [
  '/people',
  '/partners',
  '/clients',
  '/outcomes',
  '/webhooks',
  '/sandboxes',
  '/tokens',
];

let control: Control;
let before: unknown;
beforeAll(async () => {
  control = await openControl();
  for (const [path, body] of THERE) expect((await call('POST', path, body)).status).toBe(201);
  before = await everything();
});
afterAll(() => control.close());
const call: Control['call'] = (...args) => control.call(...args);
const everything = async (): Promise<unknown> =>
  Promise.all(LISTS.map(async (path) => (await call('GET', path)).body));

interface Fault {
  readonly path: string;
  readonly message: string;
  readonly known?: readonly string[];
}

/** The refusal of a request, as a stranger reads it: its sentence and the fault that it is about. */
async function refusal(
  method: string,
  path: string,
  body: unknown,
  at: string,
): Promise<{ readonly status: number; readonly detail: string; readonly fault: Fault }> {
  const answer = await call(method, path, body);
  const fault = answer.body.errors.find((one: Fault) => one.path === at);
  return { status: answer.status, detail: answer.body.detail, fault };
}

const OUTCOME = { match: { person: 'ann' }, step: 'document', results: ['pass'] };
const SIGN_IN = { client_id: 'app', scope: 'openid', person: 'ann' };
const CLIENT = { redirect_uris: ['https://app.example.com/cb'] };

describe('a member that is not known', () => {
  it.each([
    ['POST', '/people', { given_nmae: 'Ann' }, '/given_nmae', 'given_name'],
    ['PATCH', '/people/ann', { id: 'eve' }, '/id', 'given_name'],
    ['POST', '/people/ann/lifecycle', { event: 'suspend', why: 'x' }, '/why', 'event'],
    ['POST', '/people/ann/sessions', { factors: [] }, '/factors', 'authenticators'],
    ['PATCH', '/people/ann/records', { name: 'x' }, '/name', 'given_name'],
    ['POST', '/partners', { name: 'x', policy: { levels: 2 } }, '/policy/levels', 'ial'],
    ['PATCH', '/partners/examples', { id: 'x' }, '/id', 'name'],
    ['POST', '/clients', { redirect_uri: 'x' }, '/redirect_uri', 'redirect_uris'],
    ['PATCH', '/clients/app', { client_id: 'x' }, '/client_id', 'redirect_uris'],
    ['POST', '/outcomes', { ...OUTCOME, match: { persn: 'x' } }, '/match/persn', 'person'],
    ['POST', '/sign-in', { ...SIGN_IN, user: 'ann' }, '/user', 'person'],
    ['POST', '/clock/advance', { by: 'P1D', to: 'x' }, '/to', 'by'],
    ['POST', '/sandboxes', { from: 'default' }, '/from', 'copy_of'],
    ['POST', '/webhooks', { url: 'http://localhost:1/', event: '*' }, '/event', 'events'],
    ['POST', '/tokens', { name: 'x', role: 'read', scope: 'x' }, '/scope', 'role'],
    ['GET', '/people?colour=red', undefined, '/colour', 'limit'],
  ])('is named with those that are: %s %s %j', async (method, path, body, at, known) => {
    expect(await refusal(method, path, body, at)).toEqual({
      status: 422,
      detail: expect.stringContaining(at),
      fault: { path: at, message: 'is not a known member', known: expect.arrayContaining([known]) },
    });
  });

  it.each([
    ['POST', '/sandboxes/box/reset'],
    ['POST', '/deliveries/none/redeliver'],
    ['DELETE', '/people/ann'],
  ])('is refused where nothing is to be said: %s %s', async (method, path) => {
    const { status, fault } = await refusal(method, path, { force: true }, '/force');
    expect([status, fault.known]).toEqual([422, []]);
  });
});

describe('a value that is not known', () => {
  it.each([
    ['POST', '/people', { persona: 'mariaa' }, '/persona', 'maria'],
    ['POST', '/people', { authenticators: ['pin'] }, '/authenticators/0', 'totp'],
    ['POST', '/people/ann/lifecycle', { event: 'suspended' }, '/event', 'suspend'],
    ['POST', '/people/ann/lifecycle', { event: 'merge_into', into: 'x' }, '/into', 'maria'],
    ['POST', '/clients', { ...CLIENT, grant_types: ['magic'] }, '/grant_types', 'refresh_token'],
    ['POST', '/clients', { ...CLIENT, partner: 'nobody' }, '/partner', 'examples'],
    ['POST', '/outcomes', { ...OUTCOME, step: 'documents' }, '/step', 'document'],
    ['POST', '/outcomes', { ...OUTCOME, results: ['document.blur'] }, '/results/0', 'pass'],
    ['POST', '/outcomes', { ...OUTCOME, match: { person: 'x' } }, '/match/person', 'maria'],
    ['POST', '/sign-in', { ...SIGN_IN, client_id: 'apps' }, '/client_id', 'app'],
    ['POST', '/sign-in', { ...SIGN_IN, person: 'mariaa' }, '/person', 'maria'],
    ['POST', '/scenarios/verified-at-once/apply', { client_id: 'x' }, '/client_id', 'app'],
    ['POST', '/sandboxes', { copy_of: 'boxx' }, '/copy_of', 'box'],
    ['POST', '/webhooks', { url: 'http://localhost:1/', events: ['x'] }, '/events/0', '*'],
    ['POST', '/tokens', { name: 'x', role: 'root' }, '/role', 'admin'],
    ['GET', '/attempts?state=lost', undefined, '/state', 'verified'],
    ['GET', '/messages?kind=fax', undefined, '/kind', 'sms'],
  ])('is refused with what is: %s %s %j', async (method, path, body, at, known) => {
    const { status, fault } = await refusal(method, path, body, at);
    expect([status, fault.known]).toEqual([422, expect.arrayContaining([known])]);
  });

  it('keeps long lists out of the sentence', async () => {
    const { detail, fault } = await refusal('GET', '/events?type=x', undefined, '/type');
    expect(detail).toMatch(/is none of the \d+ that are known\.$/);
    expect(fault.known).toContain('account.created');
  });
});

describe('a value of the wrong kind', () => {
  it.each([
    ['POST', '/people', [], '', 'must be an object'],
    ['POST', '/people', { authenticators: 'totp' }, '/authenticators', 'must be a list'],
    ['POST', '/people', { tag: 5 }, '/tag', 'must be a string'],
    ['POST', '/people', { given_name: '' }, '/given_name', 'must not be empty'],
    ['POST', '/clock/advance', {}, '/by', 'is required'],
    ['POST', '/outcomes', { ...OUTCOME, times: 1.5 }, '/times', 'must be a whole number'],
    ['POST', '/outcomes', { ...OUTCOME, delay_ms: -1 }, '/delay_ms', 'must be at least 0'],
    ['GET', '/people?limit=201', undefined, '/limit', 'must be at most 200'],
  ])('is told once, by its rule: %s %s %j', async (method, path, body, at, message) => {
    const { status, detail, fault } = await refusal(method, path, body, at);
    expect([status, fault.message]).toEqual([422, message]);
    expect(detail).toMatch(new RegExp(`^The (body|query)(: ${at})? ${message}\\.$`));
  });

  it.each([
    ['POST', '/people', { tag: 'a\0b' }, '/tag'],
    ['POST', '/people', { groups: ['a\0b'] }, '/groups/0'],
    ['POST', '/people', { given_name: '\ud800' }, '/given_name'],
    ['POST', '/partners', { name: 'a\0b' }, '/name'],
    ['GET', '/people?tag=a%00b', undefined, '/tag'],
  ])('is a text that no database keeps: %s %s %j', async (method, path, body, at) => {
    const { status, fault } = await refusal(method, path, body, at);
    expect([status, fault.message]).toEqual([422, 'must not hold NUL or half a surrogate pair']);
  });

  it('is a part of the path that no database keeps', async () => {
    const { status, body } = await call('GET', '/people/a%00b');
    expect([status, body.type]).toEqual([400, 'urn:standin:problem:malformed']);
  });
});

describe('members that do not go together', () => {
  it.each([
    ['/people', { password: 'known to me 77', authenticators: ['totp'] }, '/password'],
    ['/outcomes', { ...OUTCOME, results: [{ result: 'fail' }] }, '/results/0/reason'],
    [
      '/outcomes',
      { ...OUTCOME, results: [{ result: 'pass', reason: 'document.expired' }] },
      '/results/0/reason',
    ],
    ['/sign-in', { ...SIGN_IN, authorize_url: 'x' }, '/client_id'],
  ])('are refused: %s %j', async (path, body, at) => {
    const { status, fault } = await refusal('POST', path, body, at);
    expect([status, fault]).toEqual([422, expect.objectContaining({ path: at })]);
  });
});

describe('a path that leads nowhere', () => {
  it.each([
    ['POST', '/scenarios/blurred/apply', 'blurred-then-good'],
    ['GET', '/scenarios/blurred', 'blurred-then-good'],
    ['GET', '/personas/mariaa', 'maria'],
  ])('is answered with the names that there are: %s %s', async (method, path, known) => {
    const { status, fault } = await refusal(method, path, undefined, '');
    expect([status, fault.known]).toEqual([404, expect.arrayContaining([known])]);
  });

  it('to a side of a document is answered with all of them', async () => {
    const { status, body } = await call('GET', '/people/ann/documents/licence/front.jpg');
    expect([status, body.detail]).toEqual([404, expect.stringContaining('drivers_license/back')]);
  });
});

describe('a clash', () => {
  it.each([
    ['/people', { id: 'ann', given_name: 'Eve' }, '/id', 'ann'],
    ['/people', { id: 'maria' }, '/id', 'maria'],
    ['/partners', { id: 'examples', name: 'Others' }, '/id', 'examples'],
    ['/clients', { client_id: 'app', ...CLIENT }, '/client_id', 'app'],
    ['/outcomes', { ...OUTCOME, id: 'script' }, '/id', 'script'],
    ['/webhooks', { id: 'hook', url: 'http://localhost:2/' }, '/id', 'hook'],
    ['/sandboxes', { id: 'box', name: 'Other' }, '/id', 'box'],
    ['/tokens', { id: 'key', name: 'Key', role: 'admin' }, '/id', 'key'],
  ])('names the member and what is taken: %s %j', async (path, body, at, value) => {
    const { status, detail, fault } = await refusal('POST', path, body, at);
    expect([status, fault.message]).toEqual([409, `"${value}" is taken`]);
    expect(detail).toMatch(new RegExp(`^${at} "${value}" belongs to `));
  });

  it.each([
    ['POST', '/people', { email: 'ANN@example.com' }, 'ann'],
    ['POST', '/people', { email: 'maria@example.com' }, 'maria'],
    ['PATCH', '/people/bob', { email: 'ann@example.com' }, 'ann'],
    ['POST', '/people/bob/lifecycle', { event: 'change_email', email: 'ann@example.com' }, 'ann'],
  ])('about an address says whose it is: %s %s %j', async (method, path, body, owner) => {
    const { status, detail } = await refusal(method, path, body, '/email');
    expect([status, detail]).toEqual([409, `/email belongs to the person "${owner}".`]);
  });

  it('with the clients of an organisation names them', async () => {
    const { status, body } = await call('DELETE', '/partners/examples');
    expect([status, body.detail]).toEqual([409, expect.stringMatching(/: app\.$/)]);
  });
});

describe('after all of these', () => {
  it('nothing has changed', async () => {
    const now = await everything();
    // the personas whom a request named are there as soon as somebody asks for them
    const own = (lists: any) => [
      lists[0].items.filter(({ persona }: { persona?: string }) => persona === undefined),
      ...lists.slice(1),
    ];
    expect(own(now)).toEqual(own(before));
  });
});
