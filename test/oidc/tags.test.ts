import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as oidc from 'openid-client';
import { startProvider, type Running, type Visitor } from '../support/provider.js';
import { cast, obtain, redeem, request } from './driver.js';

describe('a tag (contract section 5)', () => {
  let at: Running;
  beforeAll(async () => {
    at = await startProvider();
  });
  afterAll(() => at.close());

  const setCookie = ({ cookies }: Visitor, value: string) =>
    cookies.push({ name: 'standin_tag', value, path: '/', attributes: '' });
  const told = async (config: oidc.Configuration, token: string) =>
    (await oidc.tokenIntrospection(config, token))['standin_tag'];

  it('follows the query parameter to code, tokens and refreshed tokens', async () => {
    const { person, party, visitor } = await cast(at);
    const tokens = await obtain(party, visitor, person, {
      ...{ scope: 'openid offline_access', prompt: 'consent', standin_tag: 'run 1/α' },
    });
    expect(await told(party.config, tokens.access_token)).toBe('run 1/α');
    const refreshed = await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? '');
    expect(await told(party.config, refreshed.access_token)).toBe('run 1/α');
    const again = await oidc.refreshTokenGrant(party.config, refreshed.refresh_token ?? '');
    expect(await told(party.config, again.access_token)).toBe('run 1/α');
  });

  it('comes from the cookie, which the query parameter goes before', async () => {
    const { person, party, visitor } = await cast(at);
    setCookie(visitor, encodeURIComponent('from the cookie'));
    const first = await obtain(party, visitor, person);
    expect(await told(party.config, first.access_token)).toBe('from the cookie');
    const second = await obtain(party, visitor, person, { standin_tag: 'asked' });
    expect(await told(party.config, second.access_token)).toBe('asked');
  });

  it('comes from the person where the request has none', async () => {
    const { person, party, visitor } = await cast(at, { tag: 'hers' });
    const tokens = await obtain(party, visitor, person);
    expect(await told(party.config, tokens.access_token)).toBe('hers');
  });

  it('keeps two requests of one browser apart, whichever is redeemed first', async () => {
    const { person, party, visitor } = await cast(at);
    await obtain(party, visitor, person);
    const ask = async (tag: string) => {
      const asked = await request(party, { standin_tag: tag });
      return { asked, back: (await visitor.get(asked.url.href)).left as URL };
    };
    const [one, two] = [await ask('one'), await ask('two')];
    const second = await redeem(party, two.asked, two.back);
    const first = await redeem(party, one.asked, one.back);
    expect(await told(party.config, first.access_token)).toBe('one');
    expect(await told(party.config, second.access_token)).toBe('two');
  });

  it('is refused when it is too long; a cookie that cannot be read is ignored', async () => {
    const { person, party, visitor } = await cast(at);
    const asked = await request(party, { standin_tag: 'x'.repeat(101) });
    const { left } = await visitor.get(asked.url.href);
    expect(left?.searchParams.get('error')).toBe('invalid_request');
    setCookie(visitor, '%E0%A4%A');
    const tokens = await obtain(party, visitor, person);
    expect(await told(party.config, tokens.access_token)).toBeUndefined();
  });
});
