import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAssets } from '../../../src/platform/render/assets.js';
import { escapeHtml } from '../../../src/platform/render/escapeHtml.js';
import type { Render } from '../../../src/platform/render/renderer.js';
import { createRenderer } from '../../../src/platform/render/renderer.js';

interface Views {
  greeting: { readonly name: string; readonly missing?: string };
  careless: { readonly missing?: string };
}

interface Page {
  readonly locale: string;
}

const folder = mkdtempSync(join(tmpdir(), 'standin-views-'));
const PAGE: Page = { locale: 'en' };
let render: Render<Views, Page>;

beforeAll(() => {
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  mkdirSync(join(folder, 'locales/en'), { recursive: true });
  write('locales/en/page.json', '{"hello":"Hello {name}"}');
  write('layout.eta', '<html lang="<%= it.page.locale %>"><%~ it.body %></html>');
  write(
    'greeting.eta',
    "<% layout('/layout') %><p><%= it.t('page.hello', { name: it.name }) %></p>",
  );
  write('careless.eta', '<%= it.missing %>');
  write('manifest.json', '{"site.css":"site.ABCD1234.css","notes.txt":"notes.ABCD1234.txt"}');
  write('site.ABCD1234.css', 'p{}');
  write('notes.ABCD1234.txt', 'notes');
  render = createRenderer<Views, Page>({ folder, assets: openAssets(folder), strict: true });
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the renderer', () => {
  it('prints a view within its layout, in the words of the locale', () => {
    expect(render('greeting', { name: 'Maria' }, PAGE)).toBe(
      '<html lang="en"><p>Hello Maria</p></html>',
    );
  });

  it('prints a hostile value as text', () => {
    expect(render('greeting', { name: '<script>' }, PAGE)).toContain('Hello &lt;script&gt;');
  });

  it('throws where a template prints a missing value, instead of the word undefined', () => {
    expect(() => render('careless', {}, PAGE)).toThrow('a template printed undefined');
  });
});

describe('escaping', () => {
  it('leaves no character that could end text or a quoted attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });
});

describe('assets', () => {
  it('have a URL by their plain name and a file by their hashed one', () => {
    const assets = openAssets(folder);
    expect(assets.url('site.css')).toBe('/assets/site.ABCD1234.css');
    expect(assets.find('site.ABCD1234.css')).toEqual({
      content: Buffer.from('p{}'),
      type: 'text/css; charset=utf-8',
    });
  });

  it('are there still when a build has replaced them', () => {
    const file = join(folder, 'site.ABCD1234.css');
    const assets = openAssets(folder);
    rmSync(file);
    expect(assets.find('site.ABCD1234.css')?.content).toEqual(Buffer.from('p{}'));
    writeFileSync(file, 'p{}');
  });

  it.each(['site.css', '../layout.eta', 'manifest.json', 'notes.ABCD1234.txt', ''])(
    'are not found as %j: only hashed names of the manifest, of types that are served',
    (name) => {
      expect(openAssets(folder).find(name)).toBeUndefined();
    },
  );

  it('that were never built are an error that says what to do', () => {
    expect(() => openAssets(join(folder, 'locales'))).toThrow('build the assets first');
    expect(() => openAssets(folder).url('other.css')).toThrow('no asset other.css');
  });
});
