import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { compose, type LetterName, type Letters } from '../../src/messages/index.js';
import { loadLocale } from '../../src/platform/render/locale.js';

const words = loadLocale(
  fileURLToPath(new URL('../../views/locales/en', import.meta.url)),
  'en',
  true,
);
const link = 'http://localhost:4545/x?a=1&b=<2>';
const partner = 'Revenue & <Co>';

const EVERY: { readonly [Name in LetterName]: Letters[Name] } = {
  confirm_address: { link, code: '012345' },
  already_registered: { link },
  address_changed: { link },
  account_closed: {},
  authenticator_bound: { kind: 'authenticator app', link },
  new_sign_in: { device: 'Firefox', when: 'today', link },
  phone_code: { code: '012345' },
  verification_succeeded: { partner, link },
  verification_declined: { partner, link },
  verification_in_review: { partner, link },
};

describe('messages', () => {
  it.each(Object.keys(EVERY) as LetterName[])(
    '%s has words for all it says, and says what it is',
    (name) => {
      const { subject, text, html, kind, links, codes } = compose(name, EVERY[name], words);
      expect(subject).not.toBe('');
      expect(text).toMatch(/test system/i);
      expect(links).toEqual('link' in EVERY[name] ? [link] : []);
      expect(codes).toEqual('code' in EVERY[name] ? ['012345'] : []);
      for (const part of [...links, ...codes]) expect(text).toContain(part);
      expect(html === undefined).toBe(kind === 'sms');
    },
  );

  it('escape what they were given in HTML, and not in text', () => {
    const { html, text } = compose('verification_declined', { partner, link }, words);
    expect(html).toContain('Revenue &amp; &lt;Co&gt;');
    expect(html).toContain('href="http://localhost:4545/x?a=1&amp;b=&lt;2&gt;"');
    expect(html).not.toContain('<Co>');
    expect(text).toContain(partner);
    expect(text).toContain(link);
  });

  it('fit a text message of 160 characters where they are one', () => {
    expect(compose('phone_code', { code: '012345' }, words).text.length).toBeLessThanOrEqual(160);
  });
});
