import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import packageJson from '../../package.json' with { type: 'json' };
import { startServer, type RunningServer } from '../support/server.js';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await startServer({ args: ['--no-irs'] })), 60_000);
  afterAll(() => server.close());

  it('names only scripts, files and pictures that exist', () => {
    const scripts = [...readme.matchAll(/npm run (\w+)/g)].map(([, name]) => name);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(scripts));
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(
      ([, path = '']) => path,
    );
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names the addresses at which the server answers', async () => {
    const paths = [...readme.matchAll(/http:\/\/localhost:4545(\/[\w./-]*)?/g)].map(
      ([, path = '/']) => path,
    );
    for (const path of new Set(paths)) {
      if (path.startsWith('/control/v1/')) continue; // commands, which are run
      const response = await fetch(server.baseUrl + path);
      expect([path, response.status]).toEqual([path, 200]);
    }
  });
});
