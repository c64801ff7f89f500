import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkMetadata, isRedirectUri, lacksKeys } from '../../src/partners/checkMetadata.js';
import { canonical } from '../../src/partners/canonical.js';
import { mayAsk, type Client, type Partner } from '../../src/partners/index.js';
import { checkPartner } from '../../src/partners/partner.js';
import { checkClient } from '../../src/partners/registerClient.js';

describe('redirect URIs', () => {
  it.each([
    'https://app.example.com/callback?x=1',
    'http://localhost:3000/callback',
    'http://127.0.0.1/',
    'http://[::1]:8080/cb',
    'http://192.168.1.5:3000/cb',
    'http://10.0.0.7/cb',
    'http://172.16.3.4/cb',
    'http://web:3000/cb',
    'http://app.test/cb',
    'com.example.app:/callback',
    'myapp://callback',
  ])('may be %s', (uri) => expect(isRedirectUri(uri)).toBe(true));

  it.each([
    ['https://app.example.com/#x', 'a fragment (RFC 6749 section 3.1.2)'],
    ['http://app.example.com/cb', 'http across a network'],
    ['http://172.32.0.1/cb', 'an address of no private network'],
    ['http://192.168.1.5.example.com/cb', 'a name that only looks like a private address'],
    ['/callback', 'no scheme'],
    ['javascript:alert(1)', 'a scheme that runs code'],
    ['data:text/html,x', 'a scheme that is content'],
    ['https://user:pw@example.com/', 'credentials'],
    [`https://example.com/${'a'.repeat(2048)}`, 'more than 2048 characters'],
    ['', 'nothing'],
  ])('may not be %j: %s', (uri) => expect(isRedirectUri(uri)).toBe(false));

  it('are judged without a fault, whatever they are', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }).map((rest) => `https://${rest}`),
    );
    fc.assert(fc.property(anything, (uri) => typeof isRedirectUri(uri) === 'boolean'));
  });
});

describe('client metadata', () => {
  const uris = ['https://example.com/cb'];

  it('passes as it came', () => {
    const metadata = {
      redirect_uris: uris,
      token_endpoint_auth_method: 'none',
      x_more: { a: [1] },
    } as const;
    expect(checkMetadata(metadata)).toEqual({ ok: true, value: metadata });
  });

  it('is refused for a bad redirect URI, with its place', () => {
    expect(checkMetadata({ redirect_uris: [...uris, 'nowhere'] })).toEqual({
      ...{ ok: false, reason: 'redirect_uri_invalid' },
      details: { member: 'redirect_uris', index: 1 },
    });
    expect(checkMetadata({ post_logout_redirect_uris: ['x'] })).toMatchObject({
      details: { member: 'post_logout_redirect_uris', index: 0 },
    });
  });

  it('is refused for an authentication method that is not built', () => {
    const metadata = { token_endpoint_auth_method: 'tls_client_auth' as 'none' };
    expect(checkMetadata(metadata)).toMatchObject({ reason: 'auth_method_unknown' });
  });

  it.each([
    ['a long string', { client_name: 'a'.repeat(2049) }],
    ['a long list', { redirect_uris: Array.from({ length: 51 }, () => 'https://example.com/') }],
    [
      'a large document',
      { jwks: { keys: Array.from({ length: 40 }, () => ({ n: 'a'.repeat(2000) })) } },
    ],
    ['many members', Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`m${i}`, 1]))],
  ])('is refused for %s', (_, metadata) => {
    expect(checkMetadata(metadata)).toMatchObject({ reason: 'member_too_large' });
  });

  it('needs keys for private_key_jwt (RFC 7523 section 3)', () => {
    const metadata = { token_endpoint_auth_method: 'private_key_jwt' } as const;
    expect(lacksKeys(metadata, [])).toBe(true);
    expect(lacksKeys({ ...metadata, jwks_uri: 'https://example.com/jwks' }, [])).toBe(false);
    expect(lacksKeys(metadata, ['pem'])).toBe(false);
    expect(lacksKeys({}, [])).toBe(false);
  });
});

describe('clients', () => {
  const client: Client = {
    ...{
      clientId: 'app',
      metadata: {},
      secrets: [],
      certs: [],
      profileOptions: {},
      createdAt: 0,
      version: 1,
    },
  };
  it.each([
    ['client_id_invalid', { clientId: 'with space' }],
    ['client_id_invalid', { clientId: '' }],
    ['secret_invalid', { secrets: [{ value: 'short' }] }],
    ['certs_invalid', { certs: ['no certificate'] }],
    ['member_too_large', { profileOptions: { a: 'x'.repeat(70_000) } }],
    ['keys_missing', { metadata: { token_endpoint_auth_method: 'private_key_jwt' } }],
  ] as const)('are refused as %s', (reason, bend) => {
    expect(checkClient({ ...client, ...bend })).toMatchObject({ ok: false, reason });
  });
  it('may have a URN as id, as real providers give', () => {
    expect(
      checkClient({ ...client, clientId: 'urn:gov:gsa:openidconnect.profiles:sp:sso:agency:app' })
        .ok,
    ).toBe(true);
  });
});

describe('organisations', () => {
  const partner: Partner = { id: 'p', name: 'P', contacts: [], policy: {}, createdAt: 0 };
  it.each([
    ['name_invalid', { name: '' }],
    ['name_invalid', { name: 'x'.repeat(101) }],
    ['logo_invalid', { logo: 'javascript:alert(1)' }],
    ['logo_invalid', { logo: 'https://example.com/"onerror="x' }],
    ['contacts_invalid', { contacts: ['nobody'] }],
    ['policy_invalid', { policy: { attributes: [''] } }],
  ] as const)('are refused as %s', (reason, bend) => {
    expect(checkPartner({ ...partner, ...bend })).toMatchObject({ ok: false, reason });
  });
  it('may ask up to the levels of their policy, and for all by default', () => {
    expect(mayAsk({}, { ial: 2, aal: 2 })).toBe(true);
    expect(mayAsk({ ial: 1 }, { ial: 2, aal: 1 })).toBe(false);
    expect(mayAsk({ ial: 1, aal: 2 }, { ial: 1, aal: 2 })).toBe(true);
  });
});

describe('canonical JSON', () => {
  it('is the same for equal values whatever the order of their members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(turned)).toBe(canonical(value));
      }),
    );
  });
});
