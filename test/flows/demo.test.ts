import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '../support/server.js';
import { createVisitor, type Visit } from '../support/visitor.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
}, 60_000);
afterAll(() => server.close());

async function play(scene: string, csrf?: string): Promise<Visit> {
  const visitor = createVisitor(server.baseUrl);
  const { html } = await visitor.get(`${server.baseUrl}/demo`);
  const own = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return visitor.post(`${server.baseUrl}/demo/${scene}`, { csrf: csrf ?? own });
}

describe('/demo', () => {
  it('offers three scenes with one button each', async () => {
    const { html } = await createVisitor(server.baseUrl).get(`${server.baseUrl}/demo`);
    for (const scene of ['passes', 'thief', 'blurred'])
      expect(html).toContain(`data-testid="play-${scene}"`);
  });

  it('lets Maria in, by pictures that the engine read', async () => {
    const { url, html } = await play('passes');
    expect(url).toMatch(/\/demo\/passes\?person=/);
    expect(html).toContain('data-testid="state-verified"');
    expect(html).toContain('data-testid="act-document-pass"');
    expect(html).toContain('Decided by: engine');
    expect(html).toMatch(/data-testid="told">Your identity is verified/);
  }, 120_000);

  it('stops a thief with her licence after three tries, and warns her', async () => {
    const { html } = await play('thief');
    expect(html).toContain('data-testid="state-declined"');
    expect(html.match(/data-reason="selfie\.face_mismatch"/g)).toHaveLength(3);
    expect(html).toMatch(/pictures\/selfie\?wear=someone_else/);
    expect(html).toMatch(/act-selfie-retry[^]*act-selfie-retry[^]*act-selfie-fail/);
    const alert = /href="([^"]+)" data-testid="told">Security alert: was this you\?/.exec(html);
    const mail = await createVisitor(server.baseUrl).get(server.baseUrl + (alert?.[1] ?? ''));
    expect(mail.html).toContain('If this was not you, change your password now');
    const phone = /href="([^"]+)" data-testid="phone"/.exec(html)?.[1] ?? '';
    const shown = await createVisitor(server.baseUrl).get(server.baseUrl + phone);
    expect(shown.html).toContain('Security alert: was this you?');
  }, 120_000);

  it('says that a picture is blurred, and takes a good one', async () => {
    const { html } = await play('blurred');
    expect(html).toMatch(
      /act-document-retry[\s\S]*front\.jpg\?wear=blurred[\s\S]*document\.image_blurred[\s\S]*act-document-pass[\s\S]*state-verified/,
    );
  }, 120_000);

  it('plays no other scene, for nobody else, and by no foreign form', async () => {
    expect((await play('miracle')).status).toBe(404);
    expect((await play('passes', 'forged')).status).toBe(403);
    const visitor = createVisitor(server.baseUrl);
    const nobody = await visitor.get(`${server.baseUrl}/demo/passes?person=nobody`);
    expect(nobody.url).toBe(`${server.baseUrl}/demo`);
  });

  it('is for operators', async () => {
    const guarded = await startServer({
      args: ['--no-irs'],
      env: { STANDIN_CONTROL_TOKEN: 'the-token-of-the-operator-of-this-test' },
    });
    try {
      const visitor = createVisitor(guarded.baseUrl);
      expect((await visitor.get(`${guarded.baseUrl}/demo`)).status).toBe(403);
    } finally {
      await guarded.close();
    }
  }, 60_000);
});
