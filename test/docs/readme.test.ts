import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import packageJson from '../../package.json' with { type: 'json' };
import { startServer, type RunningServer } from '../support/server.js';

const run = promisify(execFile);
const readme = readFileSync('README.md', 'utf8');

/** The text of the first fenced block of a language that has this word in it. */
function block(language: string, word: string): string {
  const blocks = [...readme.matchAll(/```(\w*)\n([\s\S]*?)```/g)];
  const found = blocks.find(([, name, text = '']) => name === language && text.includes(word));
  if (!found?.[2]) throw new Error(`no ${language} block with ${word}`);
  return found[2];
}

describe('the README', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await startServer({ args: ['--no-irs'] })), 60_000);
  afterAll(() => server.close());

  it('shows a test that passes against a running server', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'standin-readme-')), 'signIn.test.mjs');
    writeFileSync(file, block('js', 'node:test'));
    const env = { ...process.env, STANDIN_URL: server.baseUrl, NODE_OPTIONS: '' };
    const { stdout } = await run(process.execPath, ['--test', file], { env });
    expect(stdout).toMatch(/pass 1/);
  }, 60_000);

  it('shows a script of outcomes that the server takes', async () => {
    const [, body = ''] = /-d '([^']+)'/.exec(block('', 'outcomes')) ?? [];
    const response = await fetch(`${server.controlUrl}/outcomes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(201);
  });

  it('names only scripts, files and pictures that exist', () => {
    const scripts = [...readme.matchAll(/npm run (\w+)/g)].map(([, name]) => name);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(scripts));
    const links = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names the addresses at which the server answers', async () => {
    const paths = [...readme.matchAll(/http:\/\/localhost:4545(\/[\w./-]*)?/g)].map(
      ([, path = '/']) => path,
    );
    for (const path of new Set([...paths, '/control/v1/openapi.json'])) {
      if (path === '/control/v1/outcomes' || path === '/oidc') continue;
      const response = await fetch(server.baseUrl + path);
      expect([path, response.status]).toEqual([path, 200]);
    }
  });
});
