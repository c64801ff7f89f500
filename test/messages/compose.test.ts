import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { compose, type LetterName, type Letters, type Mail } from '../../src/messages/index.js';
import { loadLocale } from '../../src/platform/render/locale.js';
import { createRenderer } from '../../src/platform/render/renderer.js';

const VIEWS = fileURLToPath(new URL('../../views', import.meta.url));
const words = loadLocale(`${VIEWS}/locales/en`, 'en', true);
const render = createRenderer<{ 'email/message': { readonly mail: Mail } }, { locale: 'en' }>({
  folder: VIEWS,
  assets: { url: () => '', find: () => undefined },
  strict: true,
});
const print = (mail: Mail): string => render('email/message', { mail }, { locale: 'en' });
const link = 'http://localhost:4545/x?a=1&b=<2>';
const partner = 'Revenue & <Co>';

const EVERY: { readonly [Name in LetterName]: Letters[Name] } = {
  confirm_address: { link, code: '012345' },
  already_registered: { link },
  address_changed: { link },
  help_request: {
    ...{ from: 'ana@example.com', topic: 'Pictures', reference: 'att_1' },
    message: 'They are not accepted.',
  },
  password_reset: { link },
  password_changed: { link },
  account_closed: {},
  authenticator_bound: { kind: 'authenticator app', link },
  phone_code: { code: '012345' },
  phone_call: { code: '012345' },
  address_code: { code: '012345', partner },
  verification_succeeded: { partner, link },
  verification_declined: { partner, link },
  verification_alert: { partner, link },
  verification_in_review: { partner, link },
};

describe('messages', () => {
  it.each(Object.keys(EVERY) as LetterName[])(
    '%s has words for all it says, and says what it is',
    (name) => {
      const { subject, text, html, kind, links, codes } = compose(name, EVERY[name], words, print);
      expect(subject).not.toBe('');
      expect(text).toMatch(/test system/i);
      expect(links).toEqual('link' in EVERY[name] ? [link] : []);
      expect(codes).toEqual('code' in EVERY[name] ? ['012345'] : []);
      const said = kind === 'voice' ? '0, 1, 2, 3, 4, 5' : '012345';
      if (codes.length > 0) expect(text).toContain(said);
      for (const part of links) expect(text).toContain(part);
      expect(html !== undefined).toBe(kind === 'email');
    },
  );

  it('escape what they were given in HTML, and not in text', () => {
    const { html, text } = compose('verification_declined', { partner, link }, words, print);
    expect(html).toContain('Revenue &amp; &lt;Co&gt;');
    expect(html).toContain('href="http://localhost:4545/x?a=1&amp;b=&lt;2&gt;"');
    expect(html).not.toContain('<Co>');
    expect(text).toContain(partner);
    expect(text).toContain(link);
  });

  it('fit a text message of 160 characters where they are one', () => {
    expect(compose('phone_code', { code: '012345' }, words, print).text.length).toBeLessThanOrEqual(
      160,
    );
  });
});
