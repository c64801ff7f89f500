const { connect } = require('standin');

test('a blurred document is refused', async () => {
  const standin = await connect();
  const person = await standin.people.create({ authenticators: ['password', 'totp'] });
  const { clientId } = await standin.clients.create({ redirectUris: ['http://localhost:3000/cb'] });
  const results = ['document.image_blurred'];
  await standin.outcomes.create({ match: { person: person.id }, step: 'document', results });
  const scope = 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2';
  const answer = await standin.signIn({ person, clientId, scope, proof: true });
  expect(answer).toHaveReason('document.image_blurred');
});
