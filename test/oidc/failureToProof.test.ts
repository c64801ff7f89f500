import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  createVisitor,
  describeProviders,
  signIn,
  type Client,
  type Running,
} from '../support/provider.js';

const IAL2 = 'http://idmanagement.gov/ns/assurance/ial/2/aal/2';
const SORRY = 'https://agency.example.com/sorry?from=proofing';

describeProviders('a person who cannot be verified', (start) => {
  let at: Running;
  beforeAll(async () => {
    at = await start();
  });
  afterAll(() => at.close());

  const requestOf = (client: Client) =>
    `${at.base}/oauth/authorize?${new URLSearchParams({
      ...{ client_id: client.client_id, redirect_uri: client.redirect_uris[0] },
      ...{ response_type: 'code', scope: `openid ${IAL2}`, state: 'abc' },
    }).toString()}`;

  /** Up to the page that says so, by a script's word. */
  async function declined(client: Client) {
    const visitor = createVisitor(at.base);
    const person = await at.person();
    const stopped = String(await signIn(visitor, requestOf(client), person).catch(String));
    const [proofing = '', request = ''] =
      /http\S+(\/interaction\/[\w-]+)\/verify/.exec(stopped) ?? [];
    await visitor.submit(await visitor.get(proofing), { notice: 'yes', biometrics: 'yes' });
    await decline(client, person.id);
    const page = await visitor.get(at.base + request);
    expect(page.url).toMatch(/\/declined$/);
    return { visitor, page };
  }

  async function decline({ client_id }: Client, person: string): Promise<void> {
    const results = ['document.tampered'];
    await at.control('POST', '/outcomes', { match: { person }, step: 'document', results });
    const asked = { client_id, person, proof: true, scope: `openid ${IAL2}` };
    await at.control('POST', '/sign-in', asked);
  }

  const leave = ({ visitor, page }: Awaited<ReturnType<typeof declined>>) =>
    visitor.post(`${page.url}/leave`, {
      csrf: /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '',
    });

  it("goes to the client's address for that, exactly, with neither reason nor state", async () => {
    const client = await at.client({ profile_options: { failure_to_proof_url: SORRY } });
    const reached = await declined(client);
    expect(reached.page.headers.get('content-security-policy')).toMatch(
      /form-action [^;]*https:\/\/agency\.example\.com/,
    );
    expect((await leave(reached)).left?.href).toBe(SORRY);
    // Going back shows nothing else.
    const again = await reached.visitor.get(reached.page.url.replace(/\/declined$/, ''));
    expect(again.left?.href).toBe(SORRY);
  });

  it('goes back to a client without such an address with access_denied and the state', async () => {
    const { left } = await leave(await declined(await at.client()));
    expect(left?.origin + left!.pathname).toBe('http://localhost:3999/callback');
    expect(Object.fromEntries(left!.searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: 'the identity could not be verified',
      state: 'abc',
    });
  });
});
