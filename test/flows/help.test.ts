import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '../support/server.js';
import { createVisitor, type Visit } from '../support/visitor.js';

const HELP = 'help@standin.example.com';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
}, 60_000);
afterAll(() => server.close());

const page = (path: string) => createVisitor(server.baseUrl).get(server.baseUrl + path);

const FINE = {
  email: 'maria@example.com',
  topic: 'pictures',
  message: 'My pictures are not accepted, whatever I do.',
  reference: 'att_01JD3W5V8K',
};

async function write(fields: Partial<typeof FINE> & { csrf?: string }): Promise<Visit> {
  const visitor = createVisitor(server.baseUrl);
  const form = await visitor.get(`${server.baseUrl}/help/contact`);
  return visitor.submit(form, { ...FINE, ...fields }, 'contact-form');
}

const received = async () => {
  const query = new URLSearchParams({ to: HELP });
  const answer = await fetch(`${server.controlUrl}/messages?${query.toString()}`);
  return ((await answer.json()) as { items: Record<string, unknown>[] }).items;
};

describe('the help centre', () => {
  it('is a link at the foot of every page', async () => {
    for (const path of ['/', '/signin', '/verify', '/nowhere'])
      expect((await page(path)).html).toMatch(/href="\/help"[^>]*data-testid="help-centre"/);
  });

  it('answers, and finds answers by a plain question', async () => {
    expect((await page('/help/fee')).html).toContain('Nothing, for you.');
    const { html } = await page('/help?q=blurred+picture');
    expect(html).toContain('data-testid="found-pictures"');
    expect(html).not.toContain('data-testid="found-fee"');
    expect((await page('/help?q=zeppelin')).html).toContain('No answer has these words');
  });

  it('says what it has not', async () => {
    const { status, html } = await page('/help/zeppelin');
    expect(status).toBe(404);
    expect(html).toContain('no such answer');
  });

  it('is led to from a page of failure, by its reason', async () => {
    const { status, html } = await page('/signup/confirm?token=nonsense');
    expect(status).toBe(410);
    expect(html).toContain('href="/help/no_mail"');
  });

  it('begins the form with what the answer was about', async () => {
    const { html } = await page('/help/contact?topic=selfie&reference=att_1');
    expect(html).toContain('<option value="selfie" selected>');
    expect(html).toContain('value="att_1"');
  });
});

describe('writing to the help desk', () => {
  it('is read in the inbox and over the control API', async () => {
    const sent = await write({});
    expect(sent.status).toBe(200);
    expect(sent.html).toContain('maria@example.com');
    const [message] = await received();
    expect(message).toMatchObject({
      ...{ kind: 'email', to: HELP, from: 'maria@example.com', links: [], codes: [] },
      subject: 'Help wanted: My pictures are not accepted',
    });
    expect(message?.['text']).toContain(FINE.message);
    expect(message?.['text']).toContain(FINE.reference);
    const inbox = await page(`/inbox/${String(message?.['id'])}`);
    expect(inbox.html).toContain('From maria@example.com');
  });

  it.each([
    ['email', '', 'Write your e-mail address'],
    ['email', 'maria', 'name@example.com'],
    ['topic', 'zeppelin', 'Choose what it is about'],
    ['message', 'Help', 'at least 10 characters'],
    ['message', 'x'.repeat(2001), '2,000 characters'],
    ['reference', 'two words', 'without spaces'],
  ])('refuses %s %.20s and keeps the rest', async (field, value, words) => {
    const before = (await received()).length;
    const refusal = await write({ [field]: value });
    expect(refusal.status).toBe(422);
    expect(refusal.html).toMatch(new RegExp(`id="${field}-error"[\\s\\S]{0,500}${words}`));
    if (field !== 'message') expect(refusal.html).toContain(FINE.message);
    expect(await received()).toHaveLength(before);
  });

  it('says at once what is missing everywhere', async () => {
    const { html } = await write({ email: '', message: '' });
    expect(html).toContain('id="email-error"');
    expect(html).toContain('id="message-error"');
  });

  it('refuses a form that is not its own', async () => {
    expect((await write({ csrf: 'forged' })).status).toBe(403);
  });

  it('takes three messages of one address in ten minutes, and then waits', async () => {
    const from = { email: 'james@example.com' };
    for (let i = 0; i < 3; i++) expect((await write(from)).status).toBe(200);
    const refusal = await write(from);
    expect(refusal.status).toBe(422);
    expect(refusal.html).toContain('Too many tries');
    const advance = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await fetch(`${server.controlUrl}/clock/advance`, { ...advance, body: '{"by":"PT11M"}' });
    expect((await write(from)).status).toBe(200);
  });

  it('puts words of a stranger into the mail as text, never as HTML', async () => {
    await write({ email: 'eve@example.com', message: '<img src=x onerror=alert(1)> {code}' });
    const html = String((await received()).at(-1)?.['html']);
    expect(html).toContain('&lt;img src=x');
    expect(html).toContain('{code}');
  });
});
