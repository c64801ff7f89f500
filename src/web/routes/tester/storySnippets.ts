import type { Story } from '../../../scenarios/index.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const CALLBACK = 'http://localhost:3000/callback';

const verifies = ({ asks }: Story): boolean => asks === 'verify';
const scopeOf = (story: Story): string => `openid profile${verifies(story) ? ` ${IAL2}` : ''}`;

/** Commands that play a story once; without a client they register one. */
export const curlOf = (story: Story, base: string, client: string | undefined): string =>
  `api=${base}/control/v1 json='content-type: application/json'
of() { node -p "JSON.parse(require('fs').readFileSync(0)).$1"; }

${client === undefined ? REGISTER : `client=${client}`}
# makes the person and arms the scripts
person=$(curl -sS -X POST $api/scenarios/${story.id}/apply | of person.id)
# signs them in by the real rules, one try at each step: the same again is the next try
curl -sS $api/sign-in -H "$json" -d '{
  "person": "'$person'", "client_id": "'$client'"${verifies(story) ? ', "proof": true' : ''},
  "scope": "${scopeOf(story)}"
}'`;

const REGISTER = `client=$(curl -sS $api/clients -H "$json" \\
  -d '{ "redirect_uris": ["${CALLBACK}"] }' | of client_id)`;

/** A test of what the application receives in the end, for runners that have `test` and `expect`. */
export const testOf = (story: Story, base: string, client: string | undefined): string =>
  `import { connect } from 'standin';

test(${JSON.stringify(story.sentence)}, async () => {
  const standin = await connect('${base}');
${client === undefined ? MAKE_CLIENT : `  const clientId = '${client}';`}
  const { person } = await standin.scenarios.apply('${story.id}');
  const signIn = () =>
    standin.signIn({
      ...{ person, clientId, exchange: true${verifies(story) ? ', proof: true' : ''} },
      scope: '${scopeOf(story)}',
    });

  let answer = await signIn(); // one try at each step
  while (answer.outcome === 'retry') answer = await signIn();
${decision(story)}${expectation(story)}
});`;

const MAKE_CLIENT = `  const { clientId } = await standin.clients.create({
    redirectUris: ['${CALLBACK}'],
  });`;

/** What an operator decides while the application waits. */
const decision = ({ afterwards }: Story): string => {
  if (!afterwards) return '';
  const act = `await standin.attempts.act(answer.attempt, { action: '${afterwards.action}' });`;
  const then =
    afterwards.action === 'approve'
      ? `  ${act}
  answer = await signIn();`
      : `  const { state } = ${act}
  expect(state).toBe('declined');`;
  return `  expect(answer.outcome).toBe('pending');\n${then}\n`;
};

const expectation = ({ receives }: Story): string =>
  receives.refuses ? refusal(receives) : receiptOf(receives);

/** Here nothing is verified: what came is what the application has to refuse. */
const refusal = ({ claims, error, sentence }: Story['receives']): string =>
  `  ${
    claims
      ? `expect(answer.claims).toMatchObject(${JSON.stringify(claims)});`
      : error === undefined
        ? `expect(answer.redirectTo).toBeTruthy();`
        : `expect(answer.error).toBe('${error}');`
  }
  // ${sentence}`;

const receiptOf = ({ claims, sentence }: Story['receives']): string =>
  claims
    ? `  expect(answer.claims).toMatchObject(${JSON.stringify(claims)});`
    : `  expect(answer.claims).toBeUndefined();
  // ${sentence}`;
