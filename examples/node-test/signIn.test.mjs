// node --test signIn.test.mjs
import assert from 'node:assert';
import { test } from 'node:test';
import { startStandin } from 'standin';

test('a verified person arrives at IAL2', async (t) => {
  const standin = await startStandin();
  t.after(() => standin.close());
  const person = await standin.people.create({ ial: 2, authenticators: ['password', 'totp'] });
  const { clientId } = await standin.clients.create({ redirectUris: ['http://localhost:3000/cb'] });
  const { claims } = await standin.signIn({ person, clientId, scope: 'openid', exchange: true });
  assert.equal(claims.ial, '2');
});
