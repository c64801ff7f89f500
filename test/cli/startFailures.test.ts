import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Driver from 'libsql';
import { openPostgres } from '../support/databases.js';
import { postgresUrl } from '../support/postgres.js';
import { installWithoutEngine } from '../support/withoutEngine.js';
import { makeFolder, standin, startServer, type Ran, type Started, type Where } from './standin.js';

jest.setTimeout(40_000);

const SECRET = Buffer.alloc(32, 7).toString('base64url');
const folder = makeFolder();
let started: Started;

beforeAll(async () => {
  started = await startServer(['--no-irs', '--port', '0'], { cwd: folder.path });
}, 40_000);
afterAll(async () => {
  await started.stop();
  folder.remove();
});

const at = (name: string): string => join(folder.path, name);
const run = (args: readonly string[], where: Partial<Where> = {}): Promise<Ran> =>
  standin(['start', '--no-irs', ...args], { cwd: folder.path, ...where });

/** One sentence, no stack, nothing on stdout. */
function expectRefusal({ code, stdout, stderr }: Ran, sentence: RegExp, exit = 1): void {
  expect(stderr).toMatch(sentence);
  expect(stderr).toMatch(/^standin: [^\n]+\n$/);
  expect([code, stdout]).toEqual([exit, '']);
}

/** A data folder as a server left it. */
function leftBehind(name: string): string {
  rmSync(at(name), { recursive: true, force: true });
  mkdirSync(at(name));
  copyFileSync(at('left/standin.db'), at(`${name}/standin.db`));
  copyFileSync(at('left/secret'), at(`${name}/secret`));
  return name;
}

function sql(file: string, text: string): void {
  const db = new Driver(at(file));
  db.exec(text);
  db.close();
}

beforeAll(async () => {
  const first = await startServer(['--no-irs', '--port', '0', '--data', 'left'], {
    cwd: folder.path,
  });
  await first.stop();
}, 40_000);

describe('standin start refuses', () => {
  const blockers: Server[] = [];
  const block = (host: string): Promise<number> =>
    new Promise((resolve) => {
      const server = createServer().listen(0, host, () => {
        blockers.push(server);
        resolve((server.address() as AddressInfo).port);
      });
    });
  afterAll(() => blockers.forEach((server) => server.close()));

  it('a busy port, with who holds it and the command to use instead', async () => {
    const port = await block('127.0.0.1');
    const ran = await run(['--ephemeral', '--port', String(port)]);
    const holder = process.platform === 'linux' ? `\\(process ${process.pid}\\)` : '';
    expectRefusal(
      ran,
      new RegExp(
        `port ${port} is in use by .*${holder}; start with: standin start --port \\d+$`,
        'm',
      ),
    );
  });

  it('a busy port, with the command of whoever began by npm start', async () => {
    const port = await block('127.0.0.1');
    const ran = await run(['--ephemeral', '--port', String(port)], {
      env: { npm_lifecycle_event: 'start' },
    });
    expectRefusal(ran, /; start with: npm start -- --port \d+$/m);
  });

  it('a port of which only the IPv6 half is busy', async () => {
    const port = await block('::1');
    expectRefusal(await run(['--ephemeral', '--port', String(port)]), /is in use by/);
  });

  it('a busy port of the IRS, and leaves nothing running', async () => {
    const port = await block('127.0.0.1');
    const args = ['start', '--ephemeral', '--port', '0', '--irs-port', String(port)];
    const ran = await standin(args, { cwd: folder.path });
    expectRefusal(ran, /for the simulated IRS, is in use by .* --irs-port \d+$/m);
  });

  it('a data folder that another server uses, and says which', async () => {
    const ran = await run(['--port', '0']);
    const { base_url, pid } = started.ready as { base_url: string; pid: number };
    expectRefusal(
      ran,
      new RegExp(`Standin at ${base_url} \\(process ${pid}\\) uses the data folder`),
    );
  });

  it('a data folder that it may not write', async () => {
    mkdirSync(at('locked'), { mode: 0o555 });
    const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {};
    chmodSync(folder.path, 0o755);
    const ran = await run(['--port', '0', '--data', 'locked'], nobody);
    expectRefusal(ran, /locked.* cannot be written; choose another folder with --data/);
    const inside = await run(['--port', '0', '--data', 'locked/data'], nobody);
    expectRefusal(inside, /locked\/data.* cannot be written/);
  });

  it('a data folder that is a file', async () => {
    writeFileSync(at('file'), '');
    expectRefusal(await run(['--port', '0', '--data', 'file']), /file cannot be written/);
    expectRefusal(await run(['--port', '0', '--data', 'file/x']), /file\/x cannot be written/);
  });

  it('a database file that is none', async () => {
    const data = leftBehind('corrupt');
    writeFileSync(at('corrupt/standin.db'), 'not a database'.repeat(500));
    expectRefusal(await run(['--port', '0', '--data', data]), /is not a database of Standin's/);
  });

  it("a database with somebody else's tables", async () => {
    mkdirSync(at('foreign'));
    for (const name of ['accounts', 'notes']) {
      rmSync(at('foreign/standin.db'), { force: true });
      sql('foreign/standin.db', `CREATE TABLE ${name} (x TEXT)`);
      const ran = await run(['--port', '0', '--data', 'foreign']);
      expectRefusal(ran, /tables that are not Standin's/);
    }
  });

  it.each([
    ['port: [1', /standin\.config\.yaml is not YAML or JSON: .+ at line \d+, column \d+$/m],
    ['- 1', /standin\.config\.yaml must be a mapping of settings$/m],
  ])('a corrupt configuration file, by its name: %s', async (text, sentence) => {
    mkdirSync(at('corrupt'), { recursive: true });
    writeFileSync(at('corrupt/standin.config.yaml'), text);
    expectRefusal(await run([], { cwd: at('corrupt') }), sentence, 2);
  });

  it('a configuration file that is not there', async () => {
    const ran = await run(['--config', 'none.yaml']);
    expectRefusal(ran, /none\.yaml is not there; standin init writes one$/m, 2);
  });

  it('a database of a newer Standin', async () => {
    const data = leftBehind('newer');
    sql('newer/standin.db', "INSERT INTO schema_migrations VALUES (9999, 'later', 'x')");
    expectRefusal(await run(['--port', '0', '--data', data]), /written by a newer Standin/);
    copyFileSync(at('newer/standin.db'), at('newer/standin.schema-27.db'));
    expectRefusal(
      await run(['--port', '0', '--data', data]),
      /put its copy standin\.schema-27\.db back as standin\.db, or choose/,
    );
  });

  it('a database of another build', async () => {
    const data = leftBehind('other');
    sql('other/standin.db', "UPDATE schema_migrations SET checksum = 'x' WHERE number = 1");
    expectRefusal(
      await run(['--port', '0', '--data', data]),
      /written by another build of Standin/,
    );
  });

  it('another deployment key than the data was written with', async () => {
    const env = { STANDIN_SECRET: SECRET };
    const ran = await run(['--port', '0', '--data', leftBehind('key')], { env });
    expectRefusal(ran, /written with another STANDIN_SECRET/);
    expect(ran.stderr).not.toContain(SECRET);
  });

  it('a kept deployment key that is damaged', async () => {
    const data = leftBehind('damaged');
    writeFileSync(at('damaged/secret'), 'half');
    expectRefusal(await run(['--port', '0', '--data', data]), /secret is not a deployment key/);
  });

  it('a PostgreSQL that does not answer, without its password', async () => {
    const url = 'postgres://user:hidden@127.0.0.1:1/standin';
    const ran = await run(['--port', '0', '--database-url', url], {
      env: { STANDIN_SECRET: SECRET },
    });
    expectRefusal(ran, /the database at 127\.0\.0\.1:1 does not answer \(ECONNREFUSED\)/);
    expect(ran.stderr).not.toContain('hidden');
  });

  it('a PostgreSQL whose host has no address', async () => {
    const url = 'postgres://user:hidden@nowhere.invalid/standin';
    const ran = await run(['--port', '0', '--database-url', url], {
      env: { STANDIN_SECRET: SECRET },
    });
    expectRefusal(ran, /the database at nowhere\.invalid does not answer/);
  });

  it('a database that PostgreSQL does not have', async () => {
    const url = (await postgresUrl()).replace(/\/postgres$/, '/nothing_here');
    const ran = await run(['--port', '0', '--database-url', url], {
      env: { STANDIN_SECRET: SECRET },
    });
    expectRefusal(ran, /there is no database nothing_here at .*createdb nothing_here/);
  });

  it('a user that PostgreSQL does not know', async () => {
    const url = (await postgresUrl()).replace('standin@', 'stranger@');
    const env = { STANDIN_SECRET: SECRET };
    expectRefusal(await run(['--port', '0', '--database-url', url], { env }), /refuses the user/);
  });

  it('a user who may make no tables', async () => {
    const { db, url = '', close } = await openPostgres({ empty: true });
    await db.query('CREATE ROLE visitor LOGIN');
    const visitor = url.replace('standin@', 'visitor@');
    const env = { STANDIN_SECRET: SECRET };
    const ran = await run(['--port', '0', '--database-url', visitor], { env });
    await db.query('DROP ROLE visitor');
    await close();
    expectRefusal(ran, /does not let this user make tables/);
  });

  it('PostgreSQL without a deployment key', async () => {
    const ran = await run(['--port', '0', '--database-url', 'postgres://u@127.0.0.1:1/x']);
    expectRefusal(ran, /STANDIN_SECRET is required on PostgreSQL/, 2);
  });

  it('--ephemeral together with --database-url', async () => {
    const args = ['--ephemeral', '--database-url', 'postgres://u@127.0.0.1:1/x'];
    const ran = await run(args, { env: { STANDIN_SECRET: SECRET } });
    expectRefusal(ran, /--ephemeral keeps nothing/, 2);
  });

  it('an address that is not of this machine', async () => {
    const ran = await run(['--ephemeral', '--port', '0', '--host', '192.0.2.1']);
    expectRefusal(ran, /--host 192\.0\.2\.1 is not an address of this machine/);
  });

  it('a configuration that cannot be read', async () => {
    writeFileSync(at('broken.yaml'), 'port: [');
    expectRefusal(await run(['--config', 'broken.yaml']), /broken\.yaml /, 2);
    expectRefusal(await run(['--config', 'nowhere.yaml']), /nowhere\.yaml /, 2);
  });

  it('every wrong value of a configuration at once, with key and reason', async () => {
    const env = {
      STANDIN_CONFIG_INLINE: '{port: many, frob: 1, host: {name: x}}',
      LOG_LEVEL: 'loud',
    };
    const { code, stderr } = await run([], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^standin: port must be a whole number/m);
    expect(stderr).toMatch(/^standin: frob is not a setting; known are: /m);
    expect(stderr).toMatch(/^standin: host must be a single value/m);
    expect(stderr).toMatch(/^standin: LOG_LEVEL must be one of: /m);
  });

  it('a disk that is full', async () => {
    mkdirSync(at('tiny'));
    const args = ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at('tiny')];
    if (spawnSync('mount', args).status !== 0)
      return void process.stderr.write('skipped: no small disk can be mounted here\n');
    const ran = await run(['--data', 'tiny/data', '--port', '0']);
    spawnSync('umount', [at('tiny')]);
    expectRefusal(
      ran,
      /the disk that holds tiny\/data is full; make room, or choose another folder with --data$/m,
    );
  });

  it('an installation without the native part of the embedded database', async () => {
    const installation = installWithoutEngine(['@libsql']);
    const { code, stderr } = await run(['--ephemeral', '--port', '0'], { bin: installation.bin });
    installation.remove();
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^standin: the embedded database needs the package @libsql\/\S+,.*\n$/),
    ]);
  });

  it('a Node.js that is too old', async () => {
    writeFileSync(
      at('old.cjs'),
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });" +
        "Object.defineProperty(process, 'version', { value: 'v18.20.0' });",
    );
    const ran = await run(['--ephemeral'], { node: ['-r', at('old.cjs')] });
    expect(ran).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Standin needs Node.js 20.19 or newer; this is v18.20.0.\n',
    });
  });
});
