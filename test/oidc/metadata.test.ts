import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProvider, type Running } from '../support/provider.js';

const WELL_KNOWN = '/.well-known/oauth-authorization-server';

describe('metadata where the well-known part comes first (RFC 8414 section 3.1)', () => {
  let at: Running;
  beforeAll(async () => {
    at = await startProvider();
    await at.sandbox('oidc');
  });
  afterAll(() => at.close());

  it.each(['', '/oidc', '/logingov/', '/s/oidc', '/s/oidc/oidc', '/s/oidc/logingov/'])(
    'is there for the issuer at %j, and the same as by OpenID Connect Discovery',
    async (path) => {
      const issuer = at.base + path;
      for (const address of [path, path.replace(/\/$/, '')]) {
        const response = await fetch(at.base + WELL_KNOWN + address);
        expect(response.headers.get('access-control-allow-origin')).toBe('*');
        const document = (await response.json()) as Record<string, string>;
        expect(document['issuer']).toBe(issuer);
        expect(document['token_endpoint']).toMatch(
          new RegExp(`^${at.base}${path.split('/oidc')[0]}`),
        );
        const usual = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
        expect(document).toEqual(await (await fetch(usual)).json());
      }
    },
  );

  it.each(['/nobody', '/s/none', '/s/oidc/nobody', '/oidc/more'])(
    'is not there for %s, which is no issuer',
    async (path) => {
      expect((await fetch(at.base + WELL_KNOWN + path)).status).toBe(404);
    },
  );
});
