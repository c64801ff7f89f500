import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locale } from '../../../src/platform/render/locale.js';
import { loadLocale, MissingText } from '../../../src/platform/render/locale.js';

const folder = mkdtempSync(join(tmpdir(), 'standin-locale-'));
let strict: Locale;
let lenient: Locale;

beforeAll(() => {
  const write = (area: string, texts: object) =>
    writeFileSync(join(folder, `${area}.json`), JSON.stringify(texts));
  write('page', {
    hello: 'Hello {name}',
    tries: { one: '{count} try', other: '{count} tries' },
    deep: { er: { key: 'found' } },
  });
  write('errors', { unknown: 'Something is wrong.', code_wrong: 'This code is wrong.' });
  write('reasons', { 'document.image_blurred': 'The picture is blurred.' });
  strict = loadLocale(folder, 'en', true);
  lenient = loadLocale(folder, 'en', false);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('a locale', () => {
  it('finds a text by area and key, however its file nests, and fills in values', () => {
    expect(strict.t('page.hello', { name: 'Maria' })).toBe('Hello Maria');
    expect(strict.t('page.deep.er.key')).toBe('found');
  });

  it.each([
    [0, '0 tries'],
    [1, '1 try'],
    [2, '2 tries'],
  ])('chooses the plural form of %d', (count, text) => {
    expect(strict.t('page.tries', { count })).toBe(text);
  });

  it('says a refusal by its bare reason, and a reason code by its bare code', () => {
    expect(strict.say('code_wrong')).toBe('This code is wrong.');
    expect(strict.say('document.image_blurred')).toBe('The picture is blurred.');
    expect(strict.say({ key: 'page.hello', values: { name: 'Ana' } })).toBe('Hello Ana');
  });

  it('puts values in as they are, without reading them as names again', () => {
    expect(strict.t('page.hello', { name: '{name} $1' })).toBe('Hello {name} $1');
  });

  it('throws for an unknown key in tests, and falls back to the general sentence in production', () => {
    expect(() => strict.say('page.nothing')).toThrow(MissingText);
    expect(lenient.say('page.nothing')).toBe('Something is wrong.');
  });

  it('throws for a value that is missing', () => {
    expect(() => lenient.t('page.hello')).toThrow(MissingText);
  });

  it('writes instants in UTC and calendar days without a time', () => {
    expect(strict.when(Date.UTC(2026, 10, 21, 9, 30))).toMatch(/^Nov 21, 2026, 9:30\sAM UTC$/);
    expect(strict.day('2024-02-29')).toBe('February 29, 2024');
  });
});
