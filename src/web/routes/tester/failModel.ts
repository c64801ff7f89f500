import type { Stories, Story } from '../../../scenarios/index.js';
import type { FailModel } from '../../pages/landingView.js';
import type { Context } from 'koa';
import { placeOf } from '../../requestState.js';

/** Named stories to choose from, and the test code of the one in the address (`?scenario=<id>`). */
export function failModel(stories: Stories, ctx: Context, clientId: string | undefined): FailModel {
  const { prefix, base } = placeOf(ctx);
  const asked = ctx.query['scenario'];
  const story = typeof asked === 'string' ? stories.get(asked) : undefined;
  return {
    action: `${prefix}/`,
    themes: themesOf(stories.list()),
    chosen: story && {
      id: story.id,
      sentence: story.sentence,
      receives: story.receives.sentence,
      play: `${prefix}/go/${story.id}${clientId === undefined ? '' : `?${new URLSearchParams({ client_id: clientId }).toString()}`}`,
      curl: curl(base, story, clientId ?? 'my-app'),
      test: test(story, clientId ?? 'my-app'),
    },
  };
}

function themesOf(stories: readonly Story[]): FailModel['themes'] {
  const themes = new Map<string, { id: string; sentence: string }[]>();
  for (const { theme, id, sentence } of stories)
    themes.set(theme, [...(themes.get(theme) ?? []), { id, sentence }]);
  return [...themes].map(([theme, items]) => ({ theme, stories: items }));
}

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const scopeOf = ({ asks }: Story): string =>
  asks === 'verify' ? `openid profile ${IAL2}` : 'openid profile';

const curl = (base: string, story: Story, client: string): string =>
  `# makes the person and arms the scripts
person=$(curl -sS -X POST ${base}/control/v1/scenarios/${story.id}/apply -H 'content-type: application/json' -d '{}' | jq -r .person.id)
# signs them in by the real rules
curl -sS -X POST ${base}/control/v1/sign-in -H 'content-type: application/json' \\
  -d "{\\"person\\": \\"$person\\", \\"client_id\\": \\"${client}\\", \\"scope\\": \\"${scopeOf(story)}\\"${story.asks === 'verify' ? ', \\"proof\\": true' : ''}}"`;

/** What the application is told: an error, or the claims of the story. */
function test(story: Story, client: string): string {
  const { error } = story.receives;
  const proof = story.asks === 'verify' ? ', proof: true' : '';
  return `import { connect } from 'standin';

test('${story.sentence.replace(/\.$/, '').replaceAll("'", "\\'")}', async () => {
  const standin = await connect();
  const { person } = await standin.scenarios.apply('${story.id}');
  const answer = await standin.signIn({
    person, clientId: '${client}', scope: '${scopeOf(story)}'${proof},
  });
  ${error === undefined ? '// answer.outcome, answer.reasons and answer.code say how it ended' : `expect(answer.error).toBe('${error}');`}
});`;
}
