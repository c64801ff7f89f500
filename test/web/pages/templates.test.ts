import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, VIEWS } from './checkout.js';
import { checkTemplates, templatesOf } from './templateTypes.js';

const read = (file: string): string => readFileSync(file, 'utf8');

describe('templates', () => {
  it('use only members that their model has, and print only strings and numbers', () => {
    expect(checkTemplates(ROOT, VIEWS)).toEqual([]);
  }, 60_000);

  it('hold no inline script, style or event handler, so that a strict Content-Security-Policy holds', () => {
    const inline = /<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=/;
    const guilty = templatesOf(VIEWS).filter((file) => inline.test(read(file)));
    expect(guilty).toEqual([]);
  });

  it('hold no words of their own: every public text comes from the locales', () => {
    const wordy = templatesOf(VIEWS)
      .filter((file) => !relative(VIEWS, file).startsWith('pictures'))
      .flatMap((file) => {
        const text = read(file)
          .replace(/<%[\s\S]*?%>/g, '')
          .replace(/<[^>]*>/g, '');
        return (text.match(/[A-Za-z]{2,}/g) ?? []).map(
          (word) => `${relative(VIEWS, file)}: ${word}`,
        );
      });
    expect(wordy).toEqual(['layouts/page.eta: Standin']);
  });

  it('name only icons that the sprite has', () => {
    const known = JSON.parse(read(join(VIEWS, 'theme/icons.json'))) as string[];
    const used = templatesOf(VIEWS).flatMap((file) => [
      ...[...read(file).matchAll(/icon: '(\w+)'/g)].map(([, name]) => name ?? ''),
    ]);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });
});
