import { describe, expect, it } from '@jest/globals';
import type { Context } from 'koa';
import { brandOn } from '../../src/web/partnerLogo.js';

/** A page of the server at `base`, as far as its policy goes. */
function pageOf(base: string) {
  let policy = "default-src 'none'; img-src 'self' data: blob:; form-action 'self'";
  const page = {
    state: { place: { base } },
    response: { get: () => policy },
    set: (_name: string, value: string) => (policy = value),
  };
  const logoOf = (logo: string) => brandOn(page as unknown as Context, { name: 'A', logo }).logo;
  return { logoOf, policy: () => policy };
}

const LOOPBACK = 'http://localhost:4545';
const TLS = 'https://standin.example.com';
const DATA = 'data:image/png;base64,AAAA';

describe('the picture of a partner', () => {
  it('adds its origin to the one rule that it needs, once', () => {
    const page = pageOf(LOOPBACK);
    expect(page.logoOf('https://cdn.example.com/a.svg')).toBe('https://cdn.example.com/a.svg');
    expect(page.logoOf('https://cdn.example.com/b.svg?v=1')).toMatch(/b\.svg/);
    expect(page.policy()).toBe(
      "default-src 'none'; img-src 'self' data: blob: https://cdn.example.com; form-action 'self'",
    );
  });

  it.each([
    [LOOPBACK, 'http://app.test/logo.png', 'http://app.test'],
    [TLS, 'http://127.0.0.1:3000/logo.png', 'http://127.0.0.1:3000'],
  ])('on %s may be %s', (base, logo, origin) => {
    const page = pageOf(base);
    expect(page.logoOf(logo)).toBe(logo);
    expect(page.policy()).toContain(` ${origin};`);
  });

  it.each([DATA, '/control/v1/personas/maria/pictures/selfie'])(
    'changes no rule for %s',
    (logo) => {
      const page = pageOf(TLS);
      const before = page.policy();
      expect(page.logoOf(logo)).toBe(logo);
      expect(page.policy()).toBe(before);
    },
  );

  it.each(['http://app.test/logo.png', 'ftp://app.test/logo.png', '//app.test/logo.png', 'logo'])(
    'is left out of a page over TLS when it is %s',
    (logo) => {
      const page = pageOf(TLS);
      const before = page.policy();
      expect(page.logoOf(logo)).toBeUndefined();
      expect(page.policy()).toBe(before);
    },
  );

  it('is left out where the page has twenty origins of pictures', () => {
    const page = pageOf(TLS);
    const logos = Array.from({ length: 21 }, (_, i) => page.logoOf(`https://a${i}.example.com/`));
    expect(logos.filter((logo) => logo !== undefined)).toHaveLength(20);
    expect(page.policy()).not.toContain('a20.example.com');
    expect(page.logoOf('https://a3.example.com/other.png')).toBeDefined();
  });
});
