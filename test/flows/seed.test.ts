import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildServer, startServer } from '../support/server.js';

const CONFIG = {
  partners: [{ id: 'acme', name: 'Acme Benefits' }],
  clients: [
    {
      client_id: 'acme-web',
      partner: 'acme',
      redirect_uris: ['http://localhost:3000/cb'],
      client_secret: 'a-secret-for-tests',
    },
  ],
  people: [{ id: 'robin', given_name: 'Robin', ial: 2 }],
  outcomes: [
    {
      id: 'blurred-once',
      match: { person: 'robin' },
      step: 'document',
      results: ['document.image_blurred'],
    },
  ],
};

/** Starts with this configuration and nothing else, and waits for the end. */
function startAndFail(config: object) {
  buildServer();
  const args = ['start', '--ephemeral', '--port', '0', '--no-irs'];
  return spawnSync(process.execPath, [join(process.cwd(), 'bin/standin.cjs'), ...args], {
    env: { ...process.env, STANDIN_CONFIG_INLINE: JSON.stringify(config) },
    encoding: 'utf8',
    timeout: 30_000,
  });
}

describe('the configuration file', () => {
  it('seeds partners, clients, people and outcomes with stable ids (contract section 2)', async () => {
    const server = await startServer({
      args: ['--no-irs'],
      env: { STANDIN_CONFIG_INLINE: JSON.stringify(CONFIG) },
    });
    try {
      const get = async (path: string) => (await fetch(server.controlUrl + path)).json();
      expect(await get('/partners/acme')).toMatchObject({ id: 'acme', name: 'Acme Benefits' });
      expect(await get('/clients/acme-web')).toMatchObject({
        partner: 'acme',
        redirect_uris: ['http://localhost:3000/cb'],
      });
      expect(await get('/people/robin')).toMatchObject({ given_name: 'Robin', ial: 2 });
      expect(await get('/outcomes/blurred-once')).toMatchObject({ step: 'document' });
    } finally {
      await server.close();
    }
  }, 60_000);

  it('is refused as a whole report when something of it cannot be made: exit code 2', () => {
    const { status, stderr } = startAndFail({
      partners: [{ id: 'acme', nome: 'Acme' }, { name: 'Nameless' }],
      outcomes: [{ id: 'a', match: {}, step: 'dokument', results: ['pass'] }],
    });
    expect(status).toBe(2);
    for (const line of [
      '/partners/0/name is required',
      '/partners/0/nome is not a known member',
      '/partners/1 needs an id, so that the next start finds it again',
      '/outcomes/0/step must be one of',
    ]) {
      expect(stderr).toContain(line);
    }
  }, 60_000);
});
