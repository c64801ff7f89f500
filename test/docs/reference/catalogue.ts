import { join } from 'node:path';
import { createPress, PERSONA_PASSWORD, WEARS } from '../../../src/press/index.js';
import { createStories } from '../../../src/scenarios/index.js';
import { code, codes, page, table } from './table.js';

const FIXTURES = join(process.cwd(), 'fixtures');

/** Every named story, by theme. */
export function scenarios(): string {
  const stories = createStories(join(FIXTURES, 'scenarios')).list();
  const themes = [...new Set(stories.map(({ theme }) => theme))];
  return page(
    'Scenarios',
    'A scenario makes a person and arms the scripts of its story for them: `npx standin scenario apply <id> --client <client_id>`, `POST /scenarios/<id>/apply`, or in a browser `/go/<id>`, which also opens the login of the client that `?client_id=` names.',
    '```sh\nnpx standin scenario get blurred-then-good\n```',
    ...themes.map((theme) =>
      [
        `## ${theme}`,
        table(
          ['Scenario', 'What happens', 'What the application receives'],
          stories
            .filter((story) => story.theme === theme)
            .map(({ id, sentence, receives }) => [code(id), sentence, receives.sentence]),
        ),
      ].join('\n\n'),
    ),
  );
}

/** The personas, and what a picture can suffer. */
export function peopleAndPictures(): string {
  const press = createPress({ fixtures: FIXTURES });
  return page(
    'People and pictures',
    `Personas exist in every sandbox. Their password is \`${PERSONA_PASSWORD}\`; the code of their authenticator app is on [the front page](http://localhost:4545), and \`npx standin person totp <id>\` prints it. A person made after one has their own e-mail address, numbers and password.`,
    '```sh\nnpx standin person add --persona maria --ial 2\nnpx standin person totp maria\n```',
    '## Personas',
    table(
      ['Persona', 'E-mail', 'At first', 'Who it is'],
      press.personas
        .list()
        .map(({ id, email, ial, sentence }) => [
          code(id),
          code(email),
          ial === 2 ? 'IAL2' : 'not verified',
          sentence,
        ]),
    ),
    '## What a picture can suffer',
    'Words for `standin press --wear`, for `proof` of a sign-in, for a test’s camera and for the picture tray. The reason is the one that the real engine gives. In `proof.pictures` a wear of the document itself, such as `expired`, that is said of one side shows on the other, too.',
    '```sh\nnpx standin press --persona amara --type drivers_license --out pictures --wear blurred\nnpx standin inspect --type drivers_license --front pictures/amara-drivers_license-front-blurred.jpg\n```',
    table(
      ['Wear', 'What is wrong', 'Reason', 'On'],
      WEARS.map(({ name, sentence, expects, on }) => [
        code(name),
        sentence,
        expects === undefined ? 'passes' : code(expects),
        codes(on),
      ]),
    ),
  );
}
