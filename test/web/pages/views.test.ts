import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openAssets } from '../../../src/platform/render/assets.js';
import type { Render } from '../../../src/platform/render/renderer.js';
import { createRenderer } from '../../../src/platform/render/renderer.js';
import type { PageContext } from '../../../src/web/pages/common.js';
import type { Views } from '../../../src/web/pages/views.js';
import { buildAssets, ROOT, VIEWS } from './checkout.js';
import type { Sample } from './samples.js';
import { PLAIN_PAGE, SAMPLES } from './samples.js';
import { templatesOf } from './templateTypes.js';

let render: Render<Views, PageContext>;
const print = ({ view, model, page }: Sample): string => render(view, model, page);

beforeAll(() => {
  buildAssets();
  const assets = openAssets(join(ROOT, 'dist/assets'));
  render = createRenderer<Views, PageContext>({ folder: VIEWS, assets, strict: true });
}, 60_000);

describe('views', () => {
  it('have a sample each', () => {
    const views = templatesOf(VIEWS)
      .map((file) => relative(VIEWS, file).replace('.eta', ''))
      .filter((name) => !/^(parts|layouts|pictures|email)\//.test(name));
    expect([...new Set(SAMPLES.map(({ view }) => view))].sort()).toEqual(views);
  });

  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))(
    'prints %s as one document that says it is a test system',
    (_, sample) => {
      const html = print(sample);
      expect(html).toMatch(/^\s*<!doctype html>/);
      expect(html).toContain('Standin is a test system.');
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html).not.toMatch(/undefined|\[object/);
    },
  );

  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))(
    'sends a token of the session with every post of %s',
    (_, sample) => {
      const forms = print(sample).match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? [];
      expect(forms.filter((form) => !/name="(csrf|xsrf)" value="\1-token"/.test(form))).toEqual([]);
    },
  );

  it('print hostile input as text', () => {
    const html = render(
      'signin/identify',
      { action: '/signin', values: { email: '"><script>alert(1)</script>' }, errors: {} },
      PLAIN_PAGE,
    );
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  });

  it('put a message into the inbox as text, never as HTML', () => {
    const html = render(
      'inbox/message',
      {
        list: '/inbox',
        kind: 'email',
        to: 'a@example.com',
        subject: '<b>hello</b>',
        at: 0,
        text: '<img src=x onerror=alert(1)>',
        links: [],
        codes: [],
      },
      PLAIN_PAGE,
    );
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('<b>hello</b>');
  });

  it('never print a password or a code back into its field', () => {
    const html = SAMPLES.map(print).join('');
    expect(html).not.toMatch(/name="(password|code)"[^>]*\svalue=/);
  });

  it('keep earlier input and say what is wrong, at the field and in the summary', () => {
    const html = render(
      'signup/start',
      {
        action: '/signup',
        values: { email: 'maria@' },
        errors: { email: 'email_invalid' },
        signIn: '/signin',
        minimumLength: 8,
      },
      PLAIN_PAGE,
    );
    expect(html).toContain('value="maria@"');
    expect(html).toContain('<a class="usa-link" href="#email">Write an e-mail address like');
    expect(html).toMatch(/id="email-error"[\s\S]*Write an e-mail address/);
    expect(html).toContain('<title>Error: Create your account');
  });
});

describe('locale texts of the pages', () => {
  const folder = join(VIEWS, 'locales/en');
  /** Areas whose keys are made of data: reasons, attributes and wears come from other rooms' lists. */
  const OPEN = ['reasons', 'messages', 'errors', 'attributes', 'specimens'];

  it('are all used: a key that no template names is dead', () => {
    const templates = templatesOf(VIEWS).map((file) => readFileSync(file, 'utf8'));
    const routes = filesBelow(join(ROOT, 'src/web')).map((file) => readFileSync(file, 'utf8'));
    const source = [...templates, ...routes].join('\n');
    const stems = [...source.matchAll(/`([a-zA-Z.]+)\$\{/g)].map(([, stem]) => stem ?? '');
    const dead = readdirSync(folder)
      .map((file) => file.replace('.json', ''))
      .filter((area) => !OPEN.includes(area))
      .flatMap((area) =>
        keysOf(area, JSON.parse(readFileSync(join(folder, `${area}.json`), 'utf8'))),
      )
      .filter((key) => !source.includes(`'${key}'`))
      .filter((key) => !source.includes(`'${key.replace(/\.(one|other)$/, '')}'`))
      .filter((key) => !stems.some((stem) => key.startsWith(stem)))
      .filter((key) => !/^account\.(evidence|events)\./.test(key));
    expect(dead).toEqual([]);
  });
});

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));

function keysOf(prefix: string, tree: object): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? keysOf(`${prefix}.${key}`, value)
      : [`${prefix}.${key}`],
  );
}
