import { HELP_GROUPS, HELP_TOPICS } from '../../../src/web/help/topics.js';
import type { PageContext } from '../../../src/web/pages/common.js';
import type { DocsFrame } from '../../../src/web/pages/docsViews.js';
import type { ConnectedApp, TestersDesk } from '../../../src/web/pages/landingView.js';
import type { Views } from '../../../src/web/pages/views.js';

/** One page as it may stand: a view, its model and what surrounds it. */
export interface Sample<Name extends keyof Views = keyof Views> {
  /** Unique: the view's name, and what is special about this sample. */
  readonly name: string;
  readonly view: Name;
  readonly model: Views[Name];
  readonly page: PageContext;
}

const AT = Date.UTC(2026, 10, 21, 9, 30);

export const PLAIN_PAGE: PageContext = {
  base: '',
  locale: 'en',
  csrf: 'csrf-token',
  operator: true,
};
const PARTNER_PAGE: PageContext = { ...PLAIN_PAGE, partner: { name: 'IRS (simulated)' } };
const MARIA_PAGE: PageContext = { ...PARTNER_PAGE, viewer: { email: 'maria@example.com' } };

const face = (number: string) => `/faces/p${number}_id.jpg`;
const issuer = (profile: 'standard' | 'idme' | 'logingov', path: string) => ({
  profile,
  issuer: `http://localhost:4545${path}`,
  discovery: `http://localhost:4545${path.replace(/\/$/, '')}/.well-known/openid-configuration`,
  endpoints: ['authorize', 'token', 'userinfo', 'jwks'].map((name) => ({
    name,
    url: `http://localhost:4545/connect/${name}`,
  })),
});
const resend = { action: '/resend', waitSeconds: 30, sent: false };
const tray = {
  items: ['good', 'blurred', 'glared', 'expired', 'someone_else'].map((wear) => ({
    value: wear,
    wear,
    picture: face('03'),
  })),
};

/** Ways from the account's front page. */
const accountLinks = {
  addFactor: '/account/authenticators/new',
  newCodes: '/account/recovery-codes',
  changePassword: '/account/password',
  close: '/account/close',
};

/** Kinds of second factor to choose instead. */
const others = [
  { kind: 'phone', href: '?kind=phone' },
  { kind: 'passkey', href: '?kind=passkey' },
] as const;

function sample<Name extends keyof Views>(
  view: Name,
  model: Views[Name],
  { page = PARTNER_PAGE, as }: { page?: PageContext; as?: string } = {},
): Sample {
  const name = as === undefined ? view : `${view} ${as}`;
  return { name, view, model, page };
}

const waitingApp: ConnectedApp = {
  ...{ clientId: 'app_1', secret: 'secret', redirectUri: 'http://localhost:3000/callback' },
  runs: 'here',
  speaks: 'standard',
  profiles: [
    { profile: 'standard', href: '/?app=app_1&speaks=standard' },
    { profile: 'logingov', href: '/?app=app_1&speaks=logingov' },
  ],
  places: [
    { place: 'here', href: '/?app=app_1&runs=here' },
    { place: 'docker', href: '/?app=app_1&runs=docker' },
  ],
  settings: [{ name: 'env', text: 'OIDC_ISSUER=http://localhost:4545\nOIDC_CLIENT_ID=app_1' }],
  refresh: '/?app=app_1',
};
const desk: TestersDesk = {
  demo: '/demo',
  ...{ inbox: '/inbox', traces: '/console/traces', signInAs: '/tester/sign-in', personas: [] },
  connect: { action: '/tester/apps', values: {}, errors: {} },
  fail: {
    action: '/',
    themes: [{ theme: 'documents', stories: [{ id: 'x', sentence: 'The picture is blurred.' }] }],
    chosen: {
      ...{ id: 'x', sentence: 'The picture is blurred.', receives: 'A code.', play: '/go/x' },
      ...{
        curl: 'curl -X POST http://localhost:4545/control/v1/scenarios/x/apply',
        test: 'test();',
      },
    },
  },
};

const TESTER_PAGE: PageContext = {
  ...PARTNER_PAGE,
  tester: {
    ...{ signInAs: '/interaction/x/tester/sign-in', fill: '?fill=yes', traces: '/console/traces' },
    people: [
      { id: 'jordan@example.com', name: 'jordan@example.com' },
      { id: 'maria', name: 'Maria Delgado', face: face('03') },
    ],
    codes: [
      { kind: 'totp', code: '492117' },
      { kind: 'email', code: '184205' },
      { kind: 'sms', code: '620417' },
    ],
    link: '/signup/confirm?token=x',
    phone: '/phone/per_1',
    decided: {
      ...{ step: 'document', outcome: 'retry', reasons: ['document.image_blurred'] },
      by: 'script',
    },
    outcome: {
      ...{ action: '/interaction/x/tester/outcome', step: 'document', back: 'document' },
      ...{ words: ['pass', 'document.expired'], armed: 'document.expired' },
    },
  },
};

/** Outside a sign-in there is nothing to fill in or to decide. */
const TESTER_ELSEWHERE: PageContext = {
  ...MARIA_PAGE,
  tester: {
    ...{ signInAs: '/tester/sign-in', traces: '/console/traces', phone: '/phone/per_1' },
    people: [{ id: 'maria', name: 'Maria Delgado', face: face('03') }],
    codes: [],
  },
};

const stranger: Views['meetClient'] = {
  ...{
    action: '/meet-client',
    values: {},
    errors: {},
    request: '/connect/authorize?client_id=shop',
  },
  ...{ clientId: 'shop', redirectUri: 'http://localhost:3000/callback', profile: 'standard' },
  ...{ responseType: 'code', scopes: ['openid', 'email'], pkce: 'S256', handles: [] },
  ...{ acrValues: [], keyed: false },
};

const helpCentre: Views['help/index'] = {
  ...{ folder: '/help', contact: '/help/contact', query: '' },
  groups: HELP_GROUPS.map((group) => ({
    group,
    topics: HELP_TOPICS.filter((topic) => topic.group === group),
  })),
};
const writing: Views['help/contact'] = {
  ...{ action: '/help/contact', folder: '/help', values: {}, errors: {} },
  topics: HELP_TOPICS.map(({ id }) => id),
};

const phone: Views['phone'] = {
  ...{ name: 'Maria Alvarez', email: 'maria@example.com', numbers: [], face: face('03') },
  ...{ live: '/phone/per_1?seen=', messages: [], inbox: '/inbox?to=maria' },
};

const choosing: Views['verify'] = {
  ...{ action: '/verify/start', values: { partner: 'irs' }, errors: {} },
  organisations: [
    { id: 'irs', name: 'IRS (simulated)' },
    { id: 'cascadia', name: 'Cascadia Benefits', logo: face('03') },
  ],
  documentTypes: ['drivers_license', 'passport'],
};

const docs: DocsFrame = {
  ...{ title: 'Levels', folder: '/docs', search: '/docs/search', query: '' },
  ...{ issuer: 'http://localhost:4545', control: 'http://localhost:4545/control/v1' },
  example: { id: 'my-app', settings: '/?app=my-app#connect' },
  chapters: [
    {
      title: 'Explanations',
      entries: [
        {
          ...{ title: 'Levels', href: '/docs/levels', isHere: true },
          parts: [{ title: 'IAL', href: '#ial' }],
        },
        { title: 'Time', href: '/docs/time', isHere: false, parts: [] },
      ],
    },
  ],
};

const finding = {
  ...({ code: 'code_used_twice', severity: 'error' } as const),
  ...{ title: 'The code was redeemed before', spec: 'RFC 6749 section 4.1.2' },
  fix: 'Redeem a code once.',
};

const site: readonly Sample[] = [
  sample(
    'docs/page',
    {
      docs,
      html: '<h1>Levels</h1><p>Two.</p><pre tabindex="0"><code>npx standin</code></pre>',
      source: '/docs/levels.md',
    },
    { page: PLAIN_PAGE },
  ),
  sample(
    'docs/search',
    {
      docs: { ...docs, title: 'docs.search.title', query: 'levels', example: { id: 'my-app' } },
      hits: [
        {
          ...{ href: '/docs/levels#ial', page: 'Levels', heading: 'IAL' },
          ...{ before: 'Two ', found: 'levels', after: ' of proofing.' },
        },
      ],
      operations: [
        {
          ...{ href: '/control/docs#postPeople', heading: 'POST /people' },
          ...{ before: 'Make a person of these ', found: 'levels', after: '' },
        },
      ],
    },
    { page: PLAIN_PAGE },
  ),
  sample('docs/error', { docs, all: '/docs/errors', finding }, { page: PLAIN_PAGE }),
  sample('console/traces', { home: '/', traces: [] }, { page: PLAIN_PAGE, as: 'empty' }),
  sample(
    'console/traces',
    {
      home: '/',
      traces: [
        { href: '/console/traces/trc_1', at: AT, route: 'userinfo', client: 'shop', status: 200 },
        {
          ...{ href: '/console/traces/trc_2', at: AT, route: 'token', client: 'shop', status: 400 },
          ...{ error: 'invalid_grant', finding: 'This code was redeemed before.' },
        },
      ],
    },
    { page: PLAIN_PAGE },
  ),
  sample(
    'console/trace',
    {
      ...{ list: '/console/traces', at: AT, method: 'POST', path: '/connect/token', status: 400 },
      ...{ profile: 'standard', client: 'shop', refused: true },
      ...{ location: 'http://localhost:3000/cb?error=x' },
      answer: [{ name: 'error', value: 'invalid_grant' }],
      parameters: [{ name: 'code', value: 'abcd… (43 characters)' }],
      findings: [
        {
          ...({ code: 'code_used_twice', severity: 'error' } as const),
          ...{ message: 'This code was redeemed before.', spec: 'RFC 6749 section 4.1.2' },
          ...{ fix: 'Redeem a code once.', page: '/docs/errors/code_used_twice' },
        },
        {
          ...({ code: 'state_missing', severity: 'warning' } as const),
          ...{ message: 'Without state.', spec: 'RFC 6749 section 10.12', fix: 'Send one.' },
          page: '/docs/errors/state_missing',
        },
      ],
    },
    { page: PLAIN_PAGE },
  ),
  sample('help/index', helpCentre, { page: PLAIN_PAGE }),
  sample('help/index', helpCentre, { page: TESTER_ELSEWHERE, as: 'for testers' }),
  sample(
    'help/index',
    { ...helpCentre, query: 'blurred', found: HELP_TOPICS.slice(0, 2) },
    { page: PLAIN_PAGE, as: 'with answers found' },
  ),
  sample(
    'help/index',
    { ...helpCentre, query: 'xyzzy', found: [] },
    { page: PLAIN_PAGE, as: 'with nothing found' },
  ),
  ...HELP_TOPICS.filter(({ id }) => id === 'why' || id === 'pictures').map((topic) =>
    sample(
      'help/topic',
      { folder: '/help', contact: `/help/contact?topic=${topic.id}`, topic },
      { page: PLAIN_PAGE, as: topic.id },
    ),
  ),
  sample('help/contact', writing, { page: PLAIN_PAGE }),
  sample(
    'help/contact',
    {
      ...writing,
      values: { email: 'maria@', topic: 'pictures', message: 'Help', reference: 'att 1' },
      errors: {
        ...{ email: 'email_invalid', topic: 'topic_unknown', message: 'message_too_short' },
        ...{ reference: 'reference_invalid', form: 'throttled' },
      },
    },
    { page: PLAIN_PAGE, as: 'refused' },
  ),
  sample(
    'help/sent',
    { email: 'maria@example.com', home: '/', inbox: '/inbox?to=help' },
    { page: PLAIN_PAGE },
  ),
  sample('phone', phone, { page: PLAIN_PAGE }),
  sample(
    'phone',
    {
      ...phone,
      ...{ app: { code: '492117', validForSeconds: 12 }, numbers: ['+12065550142'] },
      camera: { step: 'document', href: '/hand-off/att_1.x' },
      messages: (['sms', 'voice', 'email', 'push'] as const).map((kind) => ({
        ...{ id: kind, kind, subject: 'Confirm your address', at: AT, href: '/inbox/x' },
        text: 'Your code is 184205.\nIt is good for 10 minutes.',
        ...{ codes: ['184205'], links: kind === 'email' ? ['/signup/confirm?token=x'] : [] },
      })),
    },
    { page: PLAIN_PAGE, as: 'with messages' },
  ),
  sample(
    'demo/index',
    {
      ...{ folder: '/demo', scenes: ['passes', 'thief', 'blurred'], face: face('03') },
      document: face('03'),
    },
    { page: PLAIN_PAGE },
  ),
  ...(['verified', 'declined'] as const).map((state) =>
    sample(
      'demo/scene',
      {
        ...{ scene: 'thief', folder: '/demo', state, phone: '/phone/per_1' },
        acts: (['pass', 'retry', 'fail'] as const).map((outcome) => ({
          ...{ step: 'selfie', outcome, decidedBy: 'engine' },
          reasons: outcome === 'pass' ? [] : ['selfie.face_mismatch'],
          pictures: [{ kind: 'selfie', href: face('03') }],
        })),
        mails:
          state === 'verified' ? [] : [{ subject: 'It could not be verified', href: '/inbox/x' }],
      },
      { page: PLAIN_PAGE, as: state },
    ),
  ),
  sample('verify', choosing, { page: PLAIN_PAGE }),
  sample(
    'verify',
    {
      ...choosing,
      organisations: [],
      values: { partner: '' },
      errors: { partner: 'partner_unknown' },
    },
    { page: PLAIN_PAGE, as: 'for an unknown organisation' },
  ),
  sample(
    'groups',
    {
      choices: ['military', 'student'].map((group) => ({
        ...{ group, name: group, href: `/oauth/authorize?scope=${group}` },
      })),
    },
    { page: PLAIN_PAGE },
  ),
  sample('meetClient', stranger, { page: PLAIN_PAGE }),
  sample(
    'meetClient',
    {
      ...{
        ...stranger,
        profile: 'idme',
        scopes: ['military'],
        handles: ['military'],
        pkce: 'none',
      },
      values: { certificate: 'x', 'meaning-0': 'verified' },
      errors: { certificate: 'meetClient.refused.certs_invalid' },
    },
    { page: PLAIN_PAGE, as: 'with a handle, refused' },
  ),
  sample(
    'meetClient',
    {
      ...{ ...stranger, profile: 'logingov', pkce: 'none', keyed: true },
      acrValues: ['urn:acr.login.gov:auth-only'],
    },
    { page: PLAIN_PAGE, as: "in Login.gov's words" },
  ),
  sample(
    'landing',
    {
      irs: 'http://localhost:4546',
      cascadia: 'http://localhost:4546/cascadia/',
      verify: '/verify',
      api: '/control/docs',
      docs: '/docs',
      desk: {
        ...desk,
        app: waitingApp,
        personas: [
          {
            id: 'maria',
            name: 'Maria Delgado',
            story: 'Verified, and nothing is wrong with her. Start here.',
            face: face('03'),
            phone: '/phone/x',
            level: 'IAL2',
            email: 'maria@example.com',
            password: 'correct-horse-battery',
            totp: { code: '492 117', validForSeconds: 21 },
            document: '/documents/maria',
          },
          {
            id: 'theo',
            name: 'Theodore Wolfeschlegelsteinhausen-Bergerdorff',
            story: 'His name has sixty letters, and every form must take it.',
            face: face('04'),
            phone: '/phone/x',
            level: 'IAL1',
            email: 'theodore.wolfeschlegelsteinhausen@example.com',
            password: 'correct-horse-battery',
          },
          {
            id: 'amara',
            name: 'Amara Okoye',
            story: 'Has a licence and a phone, but no account yet.',
            face: face('09'),
            phone: '/phone/x',
            level: 'new',
            email: 'amara@example.com',
            password: 'correct-horse-battery',
          },
        ],
      },
      issuers: [issuer('standard', ''), issuer('idme', '/oidc'), issuer('logingov', '/logingov/')],
    },
    { page: PLAIN_PAGE },
  ),
  ...[
    { ...waitingApp, heard: { at: AT, trace: '/console/traces/x' } },
    {
      ...waitingApp,
      heard: {
        at: AT,
        trace: '/console/traces/x',
        refused: { message: 'The redirect URI is not registered.', fix: 'Register it.' },
      },
    },
  ].map((app, i) =>
    sample(
      'landing',
      {
        ...{ verify: '/verify', api: '/control/docs', docs: '/docs', issuers: [] },
        desk: {
          ...{ ...desk, app },
          connect: {
            action: '/tester/apps',
            values: { redirect_uri: 'nowhere' },
            errors: { redirect_uri: { key: 'site.connect.refused', values: { reason: 'no' } } },
          },
        },
      },
      { page: PLAIN_PAGE, as: i === 0 ? 'with an application heard of' : 'with one refused' },
    ),
  ),
  sample(
    'landing',
    { verify: '/verify', api: '/control/docs', docs: '/docs', issuers: [] },
    { page: { ...PLAIN_PAGE, operator: false }, as: 'for who is no operator' },
  ),
  sample(
    'signin/identify',
    { action: '/signin', values: {}, errors: {} },
    { page: TESTER_PAGE, as: 'for testers' },
  ),
  sample('error', { status: 500, reference: 'req_01JD3' }, { page: PLAIN_PAGE }),
  sample(
    'error',
    { status: 400, code: 'invalid_redirect_uri', message: 'errors.not_allowed', back: '/' },
    { as: 'of an authorization request' },
  ),
  sample('error', { status: 403, help: '/help/locked' }, { as: 'forbidden' }),
  sample('error', { status: 429, title: 'errors.throttled', back: '/' }, { as: 'throttled' }),
  sample('notFound', { home: '/' }, { page: PLAIN_PAGE }),
  sample('signOut', { action: '/connect/logout', xsrf: 'xsrf-token' }, { page: PLAIN_PAGE }),
  sample(
    'signOut',
    { action: '/connect/logout', xsrf: 'xsrf-token', partner: { name: 'IRS (simulated)' } },
    { page: PLAIN_PAGE, as: 'after a partner' },
  ),
  sample('signedOut', { home: '/', signIn: '/signin' }, { page: PLAIN_PAGE }),
  sample(
    'inbox/list',
    {
      action: '/inbox',
      live: '/inbox?seen=msg_1',
      to: '',
      messages: [
        {
          id: 'msg_1',
          href: '/inbox/msg_1',
          kind: 'sms',
          to: '+12065550142',
          subject: 'Your Standin code',
          at: AT + 90_000,
          codes: ['620417'],
        },
        {
          id: 'msg_2',
          href: '/inbox/msg_2',
          kind: 'email',
          to: 'maria@example.com',
          subject: 'Confirm your e-mail address',
          at: AT,
          codes: ['184205'],
        },
        {
          id: 'msg_3',
          href: '/inbox/msg_3',
          kind: 'letter',
          to: 'theodore.wolfeschlegelsteinhausen@example.com',
          subject: 'You were signed in on a new device',
          at: AT - 86_400_000,
          codes: [],
        },
      ],
    },
    { page: PLAIN_PAGE },
  ),
  sample(
    'inbox/list',
    { action: '/inbox', live: '/inbox?seen=', to: 'nobody@example.com', messages: [] },
    { page: PLAIN_PAGE, as: 'empty' },
  ),
  sample(
    'inbox/message',
    {
      list: '/inbox',
      kind: 'email',
      html: undefined,
      to: 'maria@example.com',
      subject: 'Confirm your e-mail address',
      at: AT,
      text: 'Hello,\n\ntype the code 184205, or open the link below. Both are good for 24 hours.\n\nIf it was not you, ignore this message.',
      links: ['http://localhost:4545/confirm?token=vN3xJ0bq8w1u5rYpQ2tLkA'],
      codes: ['184205'],
    },
    { page: PLAIN_PAGE },
  ),
  ...(['sms', 'voice', 'letter', 'push'] as const).map((kind) =>
    sample(
      'inbox/message',
      {
        list: '/inbox',
        kind,
        to: kind === 'letter' ? '1 Main Street\nEvergreen, CS 98101' : '+12025550142',
        subject: 'Confirm it is you',
        at: AT,
        text: 'Standin (test system): 184205 is your code.\n\nNever tell it to anybody.',
        links: [],
        codes: ['184205'],
      },
      { page: PLAIN_PAGE, as: kind },
    ),
  ),
];

const signin: readonly Sample[] = [
  sample('signin/identify', {
    action: '/interaction/x/signin',
    values: {},
    errors: {},
    passkey: { does: 'get', action: '/interaction/x/passkey', options: '/options' },
    signUp: '/interaction/x/signup',
    forgot: '/forgot',
    cancel: '/interaction/x/cancel',
  }),
  sample(
    'signin/identify',
    {
      action: '/signin',
      values: { email: 'maria@example.com' },
      errors: { form: 'wrong_password_or_email' },
    },
    { page: PLAIN_PAGE, as: 'refused' },
  ),
  sample('signup/start', {
    action: '/signup',
    values: {},
    errors: {},
    signIn: '/signin',
    minimumLength: 8,
  }),
  sample(
    'signup/start',
    {
      action: '/signup',
      values: { email: 'maria@' },
      errors: {
        email: 'email_invalid',
        password: 'password_too_short',
        terms: 'errors.terms_required',
      },
      signIn: '/signin',
      minimumLength: 8,
    },
    { as: 'refused' },
  ),
  sample('signup/checkMail', {
    action: '/confirm',
    values: {},
    errors: {},
    email: 'maria@example.com',
    resend,
    inbox: '/inbox?to=maria@example.com',
    changeEmail: '/signup',
  }),
  sample(
    'signup/checkMail',
    {
      action: '/confirm',
      values: {},
      errors: { code: 'code_wrong' },
      email: 'maria@example.com',
      resend: { ...resend, waitSeconds: 0, sent: true },
    },
    { as: 'sent again' },
  ),
  sample('signup/confirmed', { signIn: '/signin' }, { page: PLAIN_PAGE }),
  sample('secondFactor/phoneEnrol', {
    action: '/second-factor/phone',
    values: { phone: '12' },
    errors: { phone: 'phone_invalid' },
    ...{ signingUp: true, others },
  }),
  sample('secondFactor/phoneCode', {
    action: '/second-factor/phone-code',
    values: { phone: '+12065550142' },
    errors: { code: 'code_wrong' },
    masked: '(•••) •••-0142',
    ...{ resend, signingUp: true, back: '/second-factor' },
  }),
  sample('secondFactor/passkeyEnrol', {
    action: '/second-factor/passkey',
    values: {},
    errors: { form: 'passkey_taken' },
    ask: { does: 'create', action: '/second-factor/passkey', options: '/options' },
    ...{ signingUp: false, others },
  }),
  sample('secondFactor/totpEnrol', {
    action: '/second-factor/totp',
    values: {},
    errors: { code: 'code_wrong' },
    qr: 'data:image/svg+xml,%3Csvg%20xmlns%3D%22http%3A%2F%2Fwww.w3.org%2F2000%2Fsvg%22%20viewBox%3D%220%200%204%204%22%3E%3Cpath%20d%3D%22M0%200h1v1H0zM2%200h1v2H2zM1%202h1v1H1zM3%203h1v1H3zM0%203h1v1H0z%22%2F%3E%3C%2Fsvg%3E',
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    uri: 'otpauth://totp/Standin%20TEST:maria@example.com?secret=JBSWY3DPEHPK3PXP',
    ...{ signingUp: true, others },
  }),
  sample('secondFactor/recoveryCodes', {
    action: '/second-factor/recovery-codes',
    values: {},
    errors: {},
    codes: [
      'k7pq-2mxd-9rtw',
      'f3hn-8vcz-4jbs',
      'w9yt-5gkp-7qmd',
      'r2xb-6nfh-3cvz',
      'd8jm-4wks-5tyg',
    ],
  }),
  sample(
    'secondFactor/recoveryCodes',
    {
      action: '/second-factor/recovery-codes',
      values: { saved: 'yes' },
      errors: { saved: 'saved_required' },
      codes: ['k7pq-2mxd-9rtw'],
    },
    { as: 'refused' },
  ),
  sample('secondFactor/verify', {
    action: '/second-factor/verify',
    values: {},
    errors: {},
    kind: 'totp',
    alternatives: [
      { kind: 'phone', href: '?with=phone' },
      { kind: 'recovery_code', href: '?with=recovery_code' },
    ],
    cancel: '/cancel',
  }),
  sample(
    'secondFactor/verify',
    {
      action: '/second-factor/verify',
      values: {},
      errors: { code: 'code_expired' },
      kind: 'phone',
      phone: '(***) ***-0142',
      resend,
      alternatives: [{ kind: 'totp', href: '?with=totp' }],
    },
    { as: 'by text' },
  ),
  sample(
    'secondFactor/verify',
    {
      action: '/second-factor/verify',
      values: {},
      errors: {},
      kind: 'recovery_code',
      alternatives: [{ kind: 'passkey', href: '?with=passkey' }],
    },
    { as: 'by recovery code' },
  ),
  sample(
    'secondFactor/verify',
    {
      action: '/second-factor/verify',
      values: {},
      errors: { form: 'passkey_refused' },
      kind: 'passkey',
      passkey: { does: 'get', action: '/passkey', options: '/options' },
      alternatives: [],
    },
    { as: 'by passkey' },
  ),
];

const REGIONS = [
  { code: 'ZC', name: 'Cascadia' },
  { code: 'WA', name: 'Washington' },
];

const capture: readonly Sample[] = [
  sample(
    'proofing/documentCapture',
    {
      action: '/proofing/document',
      errors: {},
      type: 'drivers_license',
      sides: ['front', 'back'],
      liveCamera: true,
      tray,
      changeType: '/proofing/type',
      cancel: '/cancel',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/documentCapture',
    {
      action: '/proofing/document',
      errors: { front: 'picture_unreadable' },
      type: 'passport',
      sides: ['front'],
      liveCamera: false,
      last: { reasons: ['document.image_blurred', 'document.image_glare'], triesLeft: 1 },
      changeType: '/proofing/type',
    },
    { page: MARIA_PAGE, as: 'of a passport, again' },
  ),
  ...(['state_id', 'passport_card'] as const).map((type) =>
    sample(
      'proofing/documentCapture',
      {
        action: '/proofing/document',
        errors: {},
        type,
        sides: ['front', 'back'],
        liveCamera: true,
        changeType: '/proofing/type',
      },
      { page: MARIA_PAGE, as: `of a ${type}` },
    ),
  ),
  sample(
    'proofing/selfie',
    {
      action: '/proofing/selfie',
      errors: {},
      liveCamera: true,
      tray,
      back: '/proofing/document',
      cancel: '/cancel',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/selfie',
    {
      action: '/proofing/selfie',
      errors: { selfie: 'picture_required' },
      liveCamera: true,
      last: { reasons: ['selfie.face_mismatch'], triesLeft: 2 },
    },
    { page: MARIA_PAGE, as: 'again' },
  ),
];

const proofing: readonly Sample[] = [
  sample(
    'proofing/start',
    {
      action: '/proofing/start',
      values: {},
      errors: {},
      documentTypes: ['drivers_license', 'state_id', 'passport', 'passport_card'],
      cancel: '/cancel',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/start',
    {
      action: '/proofing/start',
      values: { notice: 'yes' },
      errors: { biometrics: 'biometrics_required', notice: 'notice_required' },
      documentTypes: ['passport'],
    },
    { page: PLAIN_PAGE, as: 'refused, without a partner' },
  ),
  sample(
    'proofing/documentType',
    {
      action: '/proofing/type',
      values: { type: 'drivers_license' },
      errors: {},
      types: ['drivers_license', 'state_id', 'passport', 'passport_card'],
      cancel: '/cancel',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/documentType',
    {
      action: '/proofing/type',
      values: {},
      errors: { type: 'type_required' },
      types: ['drivers_license', 'passport'],
    },
    { page: MARIA_PAGE, as: 'refused' },
  ),
  ...capture,
  sample(
    'proofing/details',
    {
      action: '/proofing/details',
      values: {
        given_name: 'Maria',
        family_name: 'Delgado',
        birthdate_month: '4',
        birthdate_day: '27',
        birthdate_year: '1986',
        street_address: '18 Larch Lane',
        locality: 'Port Ember',
        region: 'ZC',
        postal_code: '98990',
      },
      errors: {},
      prefilled: [
        'given_name',
        'family_name',
        'birthdate_year',
        'street_address',
        'locality',
        'postal_code',
      ],
      regions: REGIONS,
      back: '/proofing/selfie',
      cancel: '/cancel',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/details',
    {
      action: '/proofing/details',
      values: { given_name: 'Maria', birthdate_month: '13' },
      errors: {
        family_name: 'detail_missing',
        birthdate: 'birthdate_invalid',
        ssn: 'ssn_could_be_real',
        region: 'region_invalid',
      },
      prefilled: [],
      regions: REGIONS,
      last: { reasons: ['data.name_mismatch'], triesLeft: 1 },
    },
    { page: MARIA_PAGE, as: 'refused' },
  ),
  sample(
    'proofing/phoneCode',
    {
      action: '/proofing/phone',
      values: {},
      errors: {},
      phone: '(***) ***-0142',
      resend,
      changePhone: '/proofing/details',
      inbox: '/inbox',
      triesLeft: 3,
      cancel: '/cancel',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/addressCode',
    {
      action: '/proofing/letter',
      values: {},
      errors: { code: 'code_wrong' },
      until: Date.UTC(2027, 1, 5, 12),
      resend: { ...resend, sent: false },
      inbox: '/inbox',
      triesLeft: 3,
      account: '/account',
      leave: '/leave',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/review',
    {
      action: '/proofing/review',
      cancel: '/cancel',
      sections: [
        {
          name: 'document',
          edit: '/proofing/type',
          rows: [
            { label: 'document_type', value: "Driver's licence" },
            { label: 'document_number', value: '•••••••417' },
          ],
        },
        {
          name: 'selfie',
          edit: '/proofing/selfie',
          rows: [{ label: 'pictures', value: '1' }],
        },
        {
          name: 'person',
          edit: '/proofing/details',
          rows: [
            { label: 'name', value: 'Maria Delgado' },
            { label: 'birthdate', value: '••••-••-27' },
            { label: 'ssn', value: '•••-••-6789' },
          ],
        },
        {
          name: 'address',
          edit: '/proofing/details',
          rows: [{ label: 'address', value: '18 L•••• L•••, Port Ember' }],
        },
        {
          name: 'phone',
          edit: '/proofing/details',
          rows: [{ label: 'phone', value: '(***) ***-0142' }],
        },
      ],
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/processing',
    {
      href: '/interaction/x',
      refreshSeconds: 2,
      stages: [
        { name: 'document', state: 'done' },
        { name: 'selfie', state: 'doing' },
        { name: 'records', state: 'waiting' },
        { name: 'decision', state: 'waiting' },
      ],
    },
    { page: MARIA_PAGE },
  ),
  ...(['document', 'selfie', 'details', 'phone'] as const).map((step) =>
    sample(
      'proofing/retry',
      {
        action: '/proofing/retry',
        step,
        advice: step,
        last: { reasons: ['document.image_blurred'], triesLeft: 2 },
        help: '/help/pictures',
        cancel: '/cancel',
      },
      { page: MARIA_PAGE, as: `of ${step}` },
    ),
  ),
  ...[true, false].map((unreachable) =>
    sample(
      'proofing/handOff',
      {
        ...{ here: '/interaction/x/hand-off', qr: face('03'), link: '/hand-off/att_1.x' },
        ...{ address: 'http://localhost:4545', unreachable },
        ...{ back: '/interaction/x/document', next: '/interaction/x' },
      },
      { page: MARIA_PAGE, as: unreachable ? 'on loopback' : 'on a network' },
    ),
  ),
  sample('handOff/checking', { href: '/hand-off/x', refreshSeconds: 1 }),
  sample('handOff/done', {}),
  sample(
    'proofing/retry',
    {
      action: '/proofing/retry',
      step: 'document',
      advice: 'another_document',
      last: { reasons: ['document.expired'], triesLeft: 2 },
      help: '/help/documents',
      cancel: '/cancel',
    },
    { page: MARIA_PAGE, as: 'of another document' },
  ),
  sample(
    'proofing/inReview',
    {
      since: AT,
      reasons: [],
      attempt: 'att_01JD3W5V8K',
      leave: '/interaction/x/leave',
      account: '/account',
      help: '/help/review',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/declined',
    {
      reasons: ['document.expired'],
      attempt: 'att_01JD3W5V8K',
      again: '/proofing/again',
      otherWays: [
        { kind: 'video_call', href: '/pathways/video' },
        { kind: 'in_person', href: '/pathways/in-person' },
        { kind: 'letter', href: '/pathways/letter' },
      ],
      help: '/help',
      leave: '/interaction/x/leave',
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/declined',
    {
      ...{ reasons: ['document.expired'], attempt: 'att_01JD3W5V8K', otherWays: [] },
      ...{ help: '/help/documents', leave: '/leave' },
    },
    { page: PLAIN_PAGE, as: 'for good, without a partner' },
  ),
  sample(
    'proofing/verified',
    { givenName: 'Maria', verifiedAt: AT, next: '/interaction/x/next' },
    { page: MARIA_PAGE },
  ),
  sample(
    'proofing/verified',
    { verifiedAt: AT, next: '/account' },
    { page: PLAIN_PAGE, as: 'without a partner' },
  ),
];

const account: readonly Sample[] = [
  sample(
    'consent',
    {
      action: '/interaction/x/consent',
      errors: {},
      email: 'maria@example.com',
      again: 'more',
      items: [
        { name: 'name', value: 'M•••• D••••••', required: true, ticked: true },
        { name: 'birthdate', value: '••••-••-27', required: true, ticked: true },
        { name: 'ssn', value: '•••-••-6789', required: true, ticked: true },
        { name: 'address', value: '18 L•••• L•••, Port Ember', required: true, ticked: true },
        { name: 'phone', value: '(***) ***-0142', required: false, ticked: true },
        { name: 'email', value: 'm••••@example.com', required: false, ticked: false },
      ],
    },
    { page: MARIA_PAGE },
  ),
  sample(
    'consent',
    {
      action: '/consent',
      errors: { form: 'session_expired' },
      email: 'maria@example.com',
      items: [{ name: 'email', value: 'm••••@example.com', required: false, ticked: true }],
    },
    { page: PLAIN_PAGE, as: 'refused' },
  ),
  sample(
    'account/overview',
    {
      name: 'Maria Delgado',
      email: 'maria@example.com',
      face: face('03'),
      ial: 2,
      aal: 2,
      verifiedAt: AT,
      evidence: ['account.evidence.drivers_license', 'account.evidence.phone_account'],
      authenticators: [
        { kind: 'password', addedAt: AT - 9e8 },
        { kind: 'totp', addedAt: AT - 9e8, lastUsedAt: AT, remove: '/remove/totp' },
        { kind: 'passkey', addedAt: AT - 9e8, remove: '/remove/passkey' },
        { kind: 'recovery_codes', addedAt: AT - 9e8, left: 9, remove: '/remove/codes' },
      ],
      ...accountLinks,
      sessions: [
        { signedInAt: AT, aal: 2 },
        { signedInAt: AT - 9e7, aal: 1, end: '/account/sessions/x/end' },
      ],
      endOthers: '/account/sessions/end-others',
      partners: [
        {
          brand: { name: 'IRS (simulated)' },
          since: AT,
          attributes: ['name', 'birthdate', 'ssn', 'address'],
          revoke: '/account/partners/irs/revoke',
        },
      ],
      activity: [
        {
          at: AT,
          text: { key: 'account.events.consent_given', values: { partner: 'IRS (simulated)' } },
        },
        { at: AT - 60_000, text: 'account.events.verified' },
        { at: AT - 600_000, text: 'account.events.registered' },
      ],
      signOut: '/signout',
    },
    { page: { ...PLAIN_PAGE, viewer: { email: 'maria@example.com' } } },
  ),
  sample(
    'account/overview',
    {
      email: 'new@example.com',
      ial: 1,
      aal: 1,
      evidence: [],
      verify: '/verify',
      authenticators: [{ kind: 'password', addedAt: AT }],
      ...accountLinks,
      sessions: [{ signedInAt: AT, aal: 1 }],
      partners: [],
      activity: [],
      signOut: '/signout',
    },
    { page: { ...PLAIN_PAGE, viewer: { email: 'new@example.com' } }, as: 'of somebody new' },
  ),
  sample('account/recoveryCodes', { action: '/codes', back: '/account' }, { page: PLAIN_PAGE }),
  sample(
    'account/recoveryCodes',
    { action: '/codes', back: '/account', codes: ['k7pq-2mxd-9rtw', 'f3hn-8vcz-4jbs'] },
    { page: PLAIN_PAGE, as: 'made' },
  ),
  sample(
    'account/password',
    {
      ...{ action: '/password', back: '/account', values: {}, askCurrent: true, minimumLength: 8 },
      errors: { current: 'password_wrong', password: 'password_common' },
    },
    { page: PLAIN_PAGE },
  ),
  sample(
    'account/password',
    {
      ...{ action: '/password', back: '/account', values: {}, askCurrent: false, minimumLength: 8 },
      errors: {},
    },
    { page: PLAIN_PAGE, as: 'of somebody without one' },
  ),
  sample(
    'account/close',
    { action: '/close', back: '/account', values: {}, errors: { sure: 'sure_required' } },
    { page: PLAIN_PAGE },
  ),
  sample('account/closed', { home: '/' }, { page: PLAIN_PAGE }),
];

const forgot: readonly Sample[] = [
  sample(
    'forgot/ask',
    {
      ...{ action: '/forgot', back: '/signin', values: { email: 'maria' } },
      errors: { email: 'email_invalid' },
    },
    { page: PLAIN_PAGE },
  ),
  sample(
    'forgot/sent',
    { email: 'maria@example.com', inbox: '/inbox', back: '/signin' },
    { page: PLAIN_PAGE },
  ),
  sample(
    'forgot/reset',
    {
      ...{ action: '/forgot/reset', values: { token: 'abc' }, minimumLength: 8 },
      errors: { password: 'password_guessable' },
    },
    { page: PLAIN_PAGE },
  ),
  sample('forgot/done', { signIn: '/signin' }, { page: PLAIN_PAGE }),
];

/** Every view at least once, with every branch that looks different. */
export const SAMPLES: readonly Sample[] = [...site, ...signin, ...proofing, ...account, ...forgot];
