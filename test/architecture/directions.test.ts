import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPT = join(process.cwd(), 'scripts/check/dependencies.mjs');

/** Cruises a tree made of these files (path below src -> its lines); answers the faults, one text each. */
function cruise(files: Readonly<Record<string, string>>): { faults: string[]; status: number } {
  const base = mkdtempSync(join(tmpdir(), 'standin-directions-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(base, 'src', name)), { recursive: true });
      writeFileSync(join(base, 'src', name), `${text}\nexport const here = '${name}';\n`);
    }
    const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT, base], {
      encoding: 'utf8',
    });
    if (status === null || stderr.includes('Error')) throw new Error(stderr);
    return { faults: stdout.trim().split('\n').slice(0, -1), status };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** Rooms with a front door each, so that every import of the breaches below leads somewhere. */
const rooms = Object.fromEntries(
  [
    ...['assurance', 'accounts', 'proofing', 'storage', 'vault', 'engine', 'oidc', 'web'],
    ...['control', 'irs', 'sdk'],
  ].map((room) => [`${room}/index.ts`, '']),
);
const tree = { ...rooms, 'platform/clock.ts': '', 'app.ts': '', 'main.ts': '' };

const room = (path: string) => `import { here as there } from '${path}'; void there;`;
const type = (path: string) =>
  `import type { here as There } from '${path}'; export type { There };`;
const library = (name: string) => `import * as library from '${name}'; void library;`;

/** One file per breach: [file, its import, the rule that refuses it]. */
const breaches: readonly (readonly [string, string, string])[] = [
  ['platform/bad.ts', room('../accounts/index.js'), 'words-know-no-room'],
  ['platform/upwards.ts', room('../assurance/index.js'), 'platform-knows-nothing'],
  ['assurance/bad.ts', type('../proofing/index.js'), 'words-know-no-room'],
  ['accounts/bad.ts', room('../storage/index.js'), 'domains-know-no-adapter'],
  ['accounts/web.ts', room('../web/index.js'), 'domains-know-no-adapter'],
  ['accounts/neighbour.ts', type('../proofing/index.js'), 'domains-do-not-meet'],
  ['engine/bad.ts', room('../web/index.js'), 'adapters-know-no-edge'],
  ['engine/neighbour.ts', room('../oidc/index.js'), 'adapters-do-not-meet'],
  ['storage/neighbour.ts', room('../engine/index.js'), 'storage-uses-the-vault-alone'],
  ['storage/rules.ts', room('../accounts/index.js'), 'storage-needs-only-types-of-domains'],
  ['web/secrets.ts', room('../vault/index.js'), 'vault-opens-to-storage'],
  ['web/neighbour.ts', room('../control/index.js'), 'edges-do-not-meet'],
  ['control/types.ts', type('../web/index.js'), 'edge-types-are-of-control'],
  ['irs/insider.ts', room('../accounts/index.js'), 'irs-is-a-stranger'],
  ['sdk/insider.ts', room('../accounts/index.js'), 'sdk-knows-types-of-control'],
  ['web/driver.ts', room('../sdk/index.js'), 'client-is-for-the-command-line'],
  ['sdk/connecting.ts', room('../app.js'), 'app-is-for-starters'],
  ['web/starter.ts', room('../app.js'), 'app-is-for-starters'],
  ['app/main.ts', room('../main.js'), 'main-is-imported-by-nobody'],
  ['web/backDoor.ts', room('../accounts/neighbour.js'), 'front-door'],
  ['web/client/bad.ts', room('../index.js'), 'browser-code-is-apart'],
  ['web/page.ts', room('./client/bad.js'), 'nobody-imports-browser-code'],
  ['proofing/one.ts', room('./two.js'), 'no-circles'],
  ['web/sql.ts', library('pg'), 'databases-in-storage'],
  ['oidc/sql.ts', library('libsql'), 'databases-in-storage'],
  ['accounts/http.ts', library('koa'), 'koa-at-the-edges'],
  ['storage/http.ts', library('@koa/router'), 'koa-at-the-edges'],
  ['web/provider.ts', library('oidc-provider'), 'oidc-provider-in-oidc'],
  ['accounts/hash.ts', library('argon2'), 'argon2-in-password'],
  ['authenticators/phone.ts', library('otplib'), 'otplib-in-totp'],
  ['authenticators/key.ts', library('@simplewebauthn/server'), 'webauthn-in-passkey'],
  ['web/image.ts', library('sharp'), 'pictures-in-engine-and-press'],
  ['web/mail.ts', library('nodemailer'), 'mail-in-messages'],
  ['web/strength.ts', library('@zxcvbn-ts/core'), 'zxcvbn-in-password'],
  ['oidc/client.ts', library('openid-client'), 'relying-party-in-irs'],
  ['web/flags.ts', library('commander'), 'command-line-in-cli'],
  ['web/random.ts', library('node:crypto'), 'cryptography-has-its-rooms'],
  ['web/missing.ts', library('./nowhere.js'), 'no-unresolvable'],
];

describe('the direction rules', () => {
  let faults: string[];

  beforeAll(() => {
    const bad = Object.fromEntries(breaches.map(([file, text]) => [file, text]));
    const nameless = { 'web/services/format.ts': '', 'oidc/helpers.ts': '' };
    const circle = { 'proofing/two.ts': room('./one.js') };
    faults = cruise({ ...tree, ...bad, ...nameless, ...circle }).faults;
  }, 30_000);

  it.each(breaches)('refuse src/%s', (file, _text, rule) => {
    expect(faults.filter((fault) => fault.startsWith(`${rule}: src/${file} -> `))).not.toEqual([]);
  });

  it('refuse places named after nothing', () => {
    expect(faults).toContain('no-nameless-rooms: src has a place called services');
    expect(faults).toContain('no-nameless-rooms: src has a place called helpers');
  });
});

describe('what the house does', () => {
  const good = {
    'platform/word.ts': room('./clock.js'),
    'assurance/level.ts': room('../platform/clock.js'),
    'accounts/register.ts': room('../assurance/index.js'),
    'authenticators/password/hash.ts': library('argon2'),
    'storage/accountStore.ts': `${type('../accounts/index.js')} ${library('pg')}`,
    'storage/sealed.ts': room('../vault/index.js'),
    'engine/check.ts': `${type('../proofing/index.js')} ${library('sharp')}`,
    'oidc/keys.ts': library('node:crypto'),
    'web/pages.ts': `${room('../accounts/index.js')} ${library('koa')}`,
    'irs/site.ts': `${room('../platform/clock.js')} ${library('openid-client')}`,
    'sdk/connect.ts': type('../control/index.js'),
    'cli/start.ts': room('../app.js'),
    'cli/ask.ts': room('../sdk/index.js'),
    'sdk/start/server.ts': room('../../app.js'),
    'app.ts': `${room('./oidc/index.js')} ${room('./web/index.js')} ${room('./vault/index.js')}`,
    'main.ts': room('./cli/start.js'),
  };
  let answer: ReturnType<typeof cruise>;

  beforeAll(() => {
    answer = cruise({ ...tree, ...good });
  }, 30_000);

  it('passes', () => {
    const unresolved = /^(no-unresolvable): .* -> (argon2|pg|sharp|koa|openid-client)$/;
    expect(answer.faults.filter((fault) => !unresolved.test(fault))).toEqual([]);
  });
});
