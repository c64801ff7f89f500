import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '../support/server.js';

const TOKEN = 'the-token-of-the-operator-of-this-test';

/** A line of Prometheus' text format (exposition format 0.0.4). */
const SAMPLE = /^[a-z_:][a-z0-9_:]*(?:\{[^{}]*\})? (?:[-+0-9.e]+|NaN|Nan|[+-]Inf)$/i;

describe('/metrics', () => {
  let open: RunningServer;
  let guarded: RunningServer;
  beforeAll(async () => {
    open = await startServer({ args: ['--no-irs'] });
    guarded = await startServer({ args: ['--no-irs'], env: { STANDIN_CONTROL_TOKEN: TOKEN } });
  }, 60_000);
  afterAll(() => Promise.all([open.close(), guarded.close()]));

  it('is text that Prometheus reads: the process, its database, what was answered', async () => {
    await fetch(`${open.baseUrl}/healthz`);
    await fetch(`${open.baseUrl}/no-such-page`);
    const answer = await fetch(`${open.baseUrl}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = (await answer.text()).split('\n').filter((line) => !/^(#|$)/.test(line));
    expect(lines.filter((line) => !SAMPLE.test(line))).toEqual([]);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^standin_info\{version="[^"]+",database="sqlite"\} 1$/),
        'standin_ready 1',
        expect.stringMatching(/^standin_http_answers_total\{code="200"\} [1-9]/),
        expect.stringMatching(/^standin_http_answers_total\{code="404"\} [1-9]/),
        expect.stringMatching(/^process_resident_memory_bytes [1-9]/),
      ]),
    );
  });

  it('follows the access rule of the control API', async () => {
    const metrics = `${guarded.baseUrl}/metrics`;
    expect((await fetch(metrics)).status).toBe(401);
    const authorization = `Bearer ${TOKEN}`;
    expect((await fetch(metrics, { headers: { authorization } })).status).toBe(200);
    const foreign = { authorization, origin: 'https://elsewhere.example.com' };
    expect((await fetch(metrics, { headers: foreign })).status).toBe(403);
  });

  it('is the process’s, not a sandbox’s', async () => {
    const made = await fetch(`${open.controlUrl}/sandboxes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { base_url } = (await made.json()) as { base_url: string };
    expect((await fetch(`${base_url}/metrics`)).status).toBe(404);
  });
});
