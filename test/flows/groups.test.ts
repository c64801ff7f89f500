import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createVisitor, signIn, startProvider, type Running } from '../support/provider.js';

describe("ID.me's chooser of communities", () => {
  let at: Running;
  beforeAll(async () => {
    at = await startProvider();
  });
  afterAll(() => at.close());

  const asked = async (change: Record<string, string>) => {
    const { client_id, redirect_uris } = await at.client();
    const request = {
      client_id,
      redirect_uri: redirect_uris[0],
      response_type: 'code',
      state: 'a',
    };
    return `${at.base}/groups?${new URLSearchParams({ ...request, ...change }).toString()}`;
  };

  it.each([{ scopes: 'military,first_responder' }, { scope: 'military first_responder' }])(
    'lets the person pick one of %j, and goes on with the same request',
    async (change) => {
      const visitor = createVisitor(at.base);
      const url = await asked(change);
      const { html, status } = await visitor.get(url);
      expect(status).toBe(200);
      expect(html).toContain('<strong>First Responder</strong>');
      const [, href = ''] = /href="([^"]+)" data-testid="group-first_responder"/.exec(html) ?? [];
      const request = new URL(href.replaceAll('&amp;', '&'), at.base);
      expect(request.pathname).toBe('/oauth/authorize');
      const { scope, scopes, ...rest } = Object.fromEntries(request.searchParams);
      expect([scope, scopes]).toEqual(['first_responder', undefined]);
      expect(rest).toMatchObject({ state: 'a', response_type: 'code' });
      const back = await signIn(visitor, request.href, await at.person());
      expect(Object.fromEntries(back.searchParams)).toMatchObject({ state: 'a' });
      expect(back.searchParams.get('code')).toBeTruthy();
    },
  );

  it('asks nobody where there is one only', async () => {
    const { url } = await createVisitor(at.base).get(await asked({ scopes: 'military' }));
    expect(new URL(url).pathname).toMatch(/^\/interaction\//);
  });

  it.each(['', ' , '])('refuses a request that names none: "%s"', async (scopes) => {
    const { status, html } = await createVisitor(at.base).get(await asked({ scopes }));
    expect([status, html]).toEqual([400, expect.stringContaining('the groups to choose from')]);
  });

  it('prints nothing of the address that could run', async () => {
    const { html } = await createVisitor(at.base).get(await asked({ scopes: '<b>,"><script>' }));
    expect(html).not.toMatch(/<b>|"><script>/);
  });
});
