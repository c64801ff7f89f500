import type { Stories, Story } from '../../../scenarios/index.js';
import type { FailModel } from '../../pages/landingView.js';
import type { Context } from 'koa';
import { placeOf } from '../../requestState.js';
import { curlOf, testOf } from './storySnippets.js';

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
      curl: curlOf(story, base, clientId),
      test: testOf(story, base, clientId),
    },
  };
}

function themesOf(stories: readonly Story[]): FailModel['themes'] {
  const themes = new Map<string, { id: string; sentence: string }[]>();
  for (const { theme, id, sentence } of stories)
    themes.set(theme, [...(themes.get(theme) ?? []), { id, sentence }]);
  return [...themes].map(([theme, items]) => ({ theme, stories: items }));
}
