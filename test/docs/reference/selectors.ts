import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRenderer } from '../../../src/platform/render/renderer.js';
import type { PageContext } from '../../../src/web/pages/common.js';
import type { Views } from '../../../src/web/pages/views.js';
import { SAMPLES } from '../../web/pages/samples.js';
import { code, codes, page, table } from './table.js';

const VIEWS = join(process.cwd(), 'views');
const assets = { url: (name: string) => `/assets/${name}`, find: () => undefined };

const LEAD = `Fields, buttons and facts carry a \`data-testid\` that stays. A form's button is always \`submit\`, a field has the name of what is typed
into it. These are taken from the pages themselves; names of people and things in them are examples.`;

/** Where a test finds things, page by page, as the pages print them. */
export function selectors(): string {
  const render = createRenderer<Views, PageContext>({ folder: VIEWS, assets });
  const pages = new Map<string, { title: string; marks: Map<string, Mark> }>();
  for (const { view, model, page: context } of SAMPLES) {
    const html = render(view, model, context);
    const known = pages.get(view) ?? { title: titleOf(html), marks: new Map<string, Mark>() };
    for (const mark of marksIn(html)) if (!known.marks.has(mark.id)) known.marks.set(mark.id, mark);
    pages.set(view, known);
  }
  const everywhere = new Set(
    [...(pages.values().next().value?.marks.keys() ?? [])].filter((id) =>
      [...pages.values()].every(({ marks }) => marks.has(id)),
    ),
  );
  return page(
    'Selectors',
    LEAD,
    `On every page: ${codes([...everywhere])}.`,
    ...[...pages].flatMap(([view, { title, marks }]) => {
      const own = [...marks.values()].filter(({ id }) => !everywhere.has(id));
      return own.length === 0 ? [] : [`## ${view}\n\n${title}\n\n${marksTable(own)}`];
    }),
    `## The simulated agencies\n\nOn their own port. Between angle brackets stands the name of an agency (irs, cascadia), a service, a claim and the like.\n\n${codes(ofTheIrs())}`,
  );
}

interface Mark {
  readonly id: string;
  readonly element: string;
  readonly words: string;
}

const marksTable = (marks: readonly Mark[]): string =>
  table(
    ['data-testid', 'Element', 'Words'],
    marks.map(({ id, element, words }) => [code(id), element, words]),
  );

const titleOf = (html: string): string => textOf(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '');

function marksIn(html: string): readonly Mark[] {
  return [...html.matchAll(/<(\w+)\b[^>]*?\sdata-testid="([^"]+)"[^>]*>/g)].map((found) => {
    const [whole, tag = '', id = ''] = found;
    const rest = html.slice(found.index + whole.length);
    const words = SPEAKING.has(tag) ? textOf(rest.slice(0, rest.indexOf(`</${tag}>`))) : '';
    return { id, element: ELEMENTS[tag] ?? tag, words: words.slice(0, 60) };
  });
}

/** Elements whose words are a name, not content. */
const SPEAKING = new Set(['button', 'a', 'summary']);
const ELEMENTS: Readonly<Record<string, string>> = { a: 'link', input: 'field', select: 'choice' };

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();

function ofTheIrs(): readonly string[] {
  const folder = join(VIEWS, 'irs');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const ids = files
    .filter((file) => file.endsWith('.eta'))
    .sort()
    .flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /data-testid="((?:[^"<]|<%=[^%]*%>)+)"/g,
      ),
    ])
    .map(([, id = '']) => id.replace(/<%= (?:\w+\.)*(\w+) %>/g, '<$1>'));
  return [...new Set(ids)];
}
