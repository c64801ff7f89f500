// Who may import whom: words <- domains <- adapters <- edges, each room by its front door (ARCHITECTURE.md).
// `npm run check` cruises src with these rules; test/architecture shows that a breach of each is refused.
'use strict';

const WORDS = 'platform|assurance';
const DOMAINS = 'accounts|authenticators|proofing|partners|messages|signals|sandboxes';
const ADAPTERS = 'storage|vault|engine|scenarios|press|traces|oidc';
const EDGES = 'web|control|cli|irs|sdk';
/** What is for a test runner has it from whoever uses it: an optional peer. */
const TEST_RUNNERS = '^src/sdk/(playwright/|entries/(playwright|vitest)\\.ts$)';
const APP = '^src/app(\\.ts$|/)';

const room = (names) => `^src/(?:${names})/`;
/** A package, resolved or not, and the types of one. */
const packages = (names) => `(?:^|node_modules/)(?:@types/)?(?:${names})(?:/|$)`;
const TYPE_ONLY = ['type-only'];

/** A package (or several) that only the named places may import. */
const only = (name, places, names) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: places },
  to: { path: packages(names) },
});

/** Imports upwards: from the rooms of one storey to any room of a storey above. */
const upwards = (name, from, above) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: [room(above), APP, '^src/main\\.ts$'] },
});

const directions = [
  upwards('words-know-no-room', room(WORDS), [DOMAINS, ADAPTERS, EDGES].join('|')),
  {
    name: 'platform-knows-nothing',
    severity: 'error',
    from: { path: room('platform') },
    to: { path: room('assurance') },
  },
  upwards('domains-know-no-adapter', room(DOMAINS), [ADAPTERS, EDGES].join('|')),
  {
    name: 'domains-do-not-meet',
    severity: 'error',
    from: { path: `^src/(${DOMAINS})/` },
    to: { path: room(DOMAINS), pathNot: '^src/$1/' },
  },
  upwards('adapters-know-no-edge', room(ADAPTERS), EDGES),
  {
    name: 'adapters-do-not-meet',
    comment: 'Types of a port may be named; storage alone opens the vault.',
    severity: 'error',
    from: { path: `^src/(${ADAPTERS})/` },
    to: { path: room(ADAPTERS), pathNot: '^src/$1/', dependencyTypesNot: TYPE_ONLY },
  },
  {
    name: 'edges-do-not-meet',
    comment: 'They meet over HTTP; the types of the control API may be named by what speaks to it.',
    severity: 'error',
    from: { path: `^src/(${EDGES})/` },
    to: { path: room('web|control|cli|irs'), pathNot: '^src/$1/', dependencyTypesNot: TYPE_ONLY },
  },
  {
    name: 'edge-types-are-of-control',
    severity: 'error',
    from: { path: `^src/(${EDGES})/` },
    to: { path: room('web|cli|irs'), pathNot: '^src/$1/' },
  },
  {
    name: 'client-is-for-the-command-line',
    comment:
      'The verbs ask the control API by the client that test code has; nothing else in here is its user.',
    severity: 'error',
    from: { path: '^src/', pathNot: [room('cli|sdk'), '^src/main\\.ts$'] },
    to: { path: room('sdk') },
  },
  {
    name: 'irs-is-a-stranger',
    comment: 'A real relying party: it knows the discovery URL and nothing else of Standin.',
    severity: 'error',
    from: { path: room('irs') },
    to: { path: '^src/', pathNot: room('irs|platform') },
  },
  {
    name: 'sdk-knows-types-of-control',
    severity: 'error',
    from: { path: room('sdk'), pathNot: '^src/sdk/start/' },
    to: { path: '^src/', pathNot: room('sdk|control|platform') },
  },
  {
    name: 'app-is-for-starters',
    comment: 'Only what starts the server knows the place where rooms are introduced.',
    severity: 'error',
    from: { path: '^src/', pathNot: [APP, '^src/main\\.ts$', '^src/cli/start', '^src/sdk/start/'] },
    to: { path: APP },
  },
  {
    name: 'main-is-imported-by-nobody',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^src/main\\.ts$' },
  },
];

// The vault is an adapter that storage uses by its front door.
directions.find(({ name }) => name === 'adapters-do-not-meet').from.pathNot = room('storage');

const doors = [
  {
    name: 'vault-opens-to-storage',
    severity: 'error',
    from: { path: '^src/', pathNot: [room('vault|storage'), APP] },
    to: { path: room('vault') },
  },
  {
    name: 'storage-uses-the-vault-alone',
    severity: 'error',
    from: { path: room('storage') },
    to: {
      path: room(ADAPTERS),
      pathNot: room('storage|vault'),
      dependencyTypesNot: TYPE_ONLY,
    },
  },
  {
    name: 'storage-needs-only-types-of-domains',
    severity: 'error',
    from: { path: room('storage') },
    to: { path: room(DOMAINS), dependencyTypesNot: TYPE_ONLY },
  },
  {
    name: 'front-door',
    comment: 'A room is entered by its index.ts; platform is a set of words without a door.',
    severity: 'error',
    from: { path: '^src/([^/]+)' },
    to: {
      path: room([DOMAINS, ADAPTERS, EDGES, 'assurance'].join('|')),
      pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/cli/start', '^src/sdk/start/'],
    },
  },
  {
    name: 'browser-code-is-apart',
    severity: 'error',
    from: { path: '^src/web/client/' },
    to: { pathNot: '^src/web/client/' },
  },
  {
    name: 'nobody-imports-browser-code',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/web/client/' },
    to: { path: '^src/web/client/' },
  },
  {
    name: 'no-circles',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
];

const libraries = [
  only('databases-in-storage', room('storage'), 'pg|pg-types|libsql'),
  only('koa-at-the-edges', [room('web|control|oidc|irs'), APP], 'koa|@koa|koa-[^/]+'),
  only('oidc-provider-in-oidc', room('oidc'), 'oidc-provider'),
  only('argon2-in-password', room('authenticators/password'), 'argon2'),
  only('webauthn-in-passkey', room('authenticators/passkey'), '@simplewebauthn'),
  only('otplib-in-totp', room('authenticators/totp'), 'otplib|@otplib'),
  only(
    'pictures-in-engine-and-press',
    room('engine|press'),
    'sharp|zxing-wasm|mrz|tesseract\\.js|@vladmandic|@tensorflow',
  ),
  only('mail-in-messages', room('messages'), 'nodemailer'),
  only('zxcvbn-in-password', room('authenticators/password'), '@zxcvbn-ts'),
  only('relying-party-in-irs', room('irs'), 'openid-client'),
  only('markdown-in-docs', room('web/docs'), 'marked'),
  only('certificates-in-lan', '^src/cli/start/lan/', '@peculiar|reflect-metadata'),
  only('command-line-in-cli', ['^src/main\\.ts$', room('cli')], 'commander'),
  {
    name: 'cryptography-has-its-rooms',
    severity: 'error',
    from: { path: '^src/', pathNot: room('platform|vault|oidc|authenticators|signals|press') },
    to: { dependencyTypes: ['core'], path: '^(node:)?crypto$' },
  },
  {
    name: 'no-development-packages',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/engine/(face|workers)/', TEST_RUNNERS] },
    to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
  },
  {
    name: 'no-unresolvable',
    severity: 'error',
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  },
];

module.exports = {
  forbidden: [...directions, ...doors, ...libraries],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
