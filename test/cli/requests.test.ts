import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, standin, type Where } from './standin.js';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What a server that is not Standin's answers: status, body, type. */
type Say = (asked: Asked) => readonly [number, unknown, string?];

const folder = makeFolder();
const asked: Asked[] = [];
let say: Say = () => [200, { items: [] }];
let server: Server;
let url: string;

const read = async (req: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return text;
};

beforeAll(async () => {
  server = createServer((req, res) => {
    void read(req).then((body) => {
      const one = {
        method: req.method,
        url: req.url,
        body,
        authorization: req.headers.authorization,
      };
      asked.push(one);
      const [status, answer, type = 'application/json'] = say(one);
      res.writeHead(status, { 'content-type': type });
      res.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  asked.length = 0;
  say = () => [200, { items: [] }];
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  folder.remove();
});

const run = (args: readonly string[], where: Partial<Where> = {}) =>
  standin(args, { cwd: folder.path, ...where });

const PROBLEM = {
  type: 'urn:standin:problem:invalid',
  title: 'No',
  status: 422,
  detail: 'The body: /email must be an e-mail address.',
  errors: [
    { path: '/email', message: 'must be an e-mail address' },
    { path: '/frob', message: 'is not a known member', known: ['email', 'ial'] },
  ],
};

describe('a verb that talks to a server', () => {
  it('finds it by flags before the environment', async () => {
    const env = {
      STANDIN_URL: 'http://127.0.0.1:1',
      STANDIN_TOKEN: 'theirs',
      STANDIN_SANDBOX: 'b',
    };
    const args = ['person', 'list', '--url', `${url}/`, '--token', 'mine', '--sandbox', 'a'];
    expect((await run(args, { env })).code).toBe(0);
    expect(asked).toMatchObject([
      { method: 'GET', url: '/s/a/control/v1/people?limit=200', authorization: 'Bearer mine' },
    ]);
  });

  it('finds it by the environment before the data folder', async () => {
    const env = { STANDIN_URL: url, STANDIN_TOKEN: 'theirs', STANDIN_SANDBOX: 'b' };
    keepServerFile({ base_url: 'http://127.0.0.1:1', control_token: 'kept' });
    expect((await run(['person', 'list'], { env })).code).toBe(0);
    expect(asked).toMatchObject([
      { url: '/s/b/control/v1/people?limit=200', authorization: 'Bearer theirs' },
    ]);
  });

  it('finds it, and its token, by server.json in the data folder', async () => {
    keepServerFile({ base_url: url, control_token: 'kept' });
    expect((await run(['person', 'list'])).code).toBe(0);
    expect(asked).toMatchObject([{ authorization: 'Bearer kept' }]);
  });

  it('goes to the default sandbox from an address of another when told so', async () => {
    expect(
      (await run(['person', 'list', '--url', `${url}/s/a`, '--sandbox', 'default'])).code,
    ).toBe(0);
    expect(asked[0]?.url).toBe('/control/v1/people?limit=200');
  });

  it('says in one sentence how to start one when none is named', async () => {
    const empty = makeFolder();
    const { code, stderr } = await standin(['person', 'list'], { cwd: empty.path });
    empty.remove();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^standin: no server is named .*, or start one with: standin start\n$/);
  });

  it('says in one sentence that nobody answers', async () => {
    const { code, stdout, stderr } = await run(['person', 'list', '--url', 'http://127.0.0.1:1']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'standin: no server answers at http://127.0.0.1:1; start one with: standin start\n',
    );
  });

  it('says that something else answers there', async () => {
    say = () => [404, '<html>', 'text/html'];
    const { code, stderr } = await run(['person', 'list', '--url', url]);
    expect(code).toBe(1);
    expect(stderr).toContain('answers (404), but not as Standin does');
  });

  it('prints a problem (RFC 9457) as a sentence with its errors by path and what is known', async () => {
    say = () => [422, PROBLEM, 'application/problem+json'];
    const { code, stdout, stderr } = await run(['person', 'add', '--url', url]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      [
        'standin: The body: /email must be an e-mail address.',
        '  /email  must be an e-mail address',
        '  /frob  is not a known member (known: email, ial)',
        '',
      ].join('\n'),
    );
  });

  it('prints the problem document with --json', async () => {
    say = () => [422, PROBLEM, 'application/problem+json'];
    const { code, stdout } = await run(['person', 'add', '--json', '--url', url]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual(PROBLEM);
  });

  it('says where a token goes when the server wants one', async () => {
    say = () => [401, { detail: 'Send the token.', errors: [] }];
    const { code, stderr } = await run(['person', 'list', '--url', url]);
    expect(code).toBe(1);
    expect(stderr).toBe('standin: Send the token. (here: --token or STANDIN_TOKEN)\n');
  });

  it('reads every page of a list, and no more than --limit', async () => {
    const partner = (id: string) => ({ id, name: id, contacts: [], policy: {}, created_at: '' });
    say = ({ url: path }) =>
      path?.includes('after=p1')
        ? [200, { items: [partner('p2')] }]
        : [200, { items: [partner('p1')], next: 'p1' }];
    const all = await run(['partner', 'list', '--json', '--url', url]);
    expect(JSON.parse(all.stdout).items.map(({ id }: { id: string }) => id)).toEqual(['p1', 'p2']);
    const one = await run(['partner', 'list', '--limit', '1', '--url', url]);
    expect(one.stdout).toContain('(there are more: see --limit)');
    expect(asked.at(-1)?.url).toBe('/control/v1/partners?limit=1');
  });

  it('keeps odd characters of an id inside its part of the path', async () => {
    say = () => [404, { detail: 'There is no such person.', errors: [] }];
    await run(['person', 'get', '../clients/a?b#c', '--url', url]);
    expect(asked[0]?.url).toBe('/control/v1/people/..%2Fclients%2Fa%3Fb%23c');
  });

  it('puts flags over the members of --body, from a word, a file or stdin', async () => {
    say = () => [201, { id: 'p', name: 'B', contacts: [], policy: {}, created_at: '' }];
    writeFileSync(join(folder.path, 'body.json'), '{"name":"A","logo":"http://a"}');
    const add = ['partner', 'add', 'B', '--url', url, '--body'];
    await run([...add, '{"name":"A","logo":"http://a"}']);
    await run([...add, '@body.json']);
    await run([...add, '-'], { input: '{"name":"A","logo":"http://a"}' });
    const bodies = asked.map(({ body }) => JSON.parse(body));
    expect(bodies).toEqual(Array(3).fill({ name: 'B', logo: 'http://a' }));
  });
});

function keepServerFile(content: object): void {
  mkdirSync(join(folder.path, 'data'), { recursive: true });
  writeFileSync(join(folder.path, 'data/server.json'), JSON.stringify(content));
}
