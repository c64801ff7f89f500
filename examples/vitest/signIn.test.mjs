import { connect } from 'standin/client';
import { expect, test } from 'vitest';

test('a verified person arrives at IAL2 and AAL2', async () => {
  const standin = await connect();
  const person = await standin.people.create({ ial: 2, authenticators: ['password', 'totp'] });
  const { clientId } = await standin.clients.create({ redirectUris: ['http://localhost:3000/cb'] });
  const answer = await standin.signIn({ person, clientId, scope: 'openid', exchange: true });
  expect(answer).toHaveAssurance({ ial: 2, aal: 2 });
});
