import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { openControl, type Control } from './support.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: string;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown }> };
  readonly responses: Record<string, object>;
}

let control: Control;
let document: ReturnType<typeof JSON.parse>;
beforeAll(async () => {
  control = await openControl();
  document = (await control.call('GET', '/openapi.json')).body;
});
afterAll(async () => {
  ears.closeAllConnections();
  ears.close();
  await control.close();
});

it('passes the linter (Redocly, recommended rules)', async () => {
  const rules = { 'no-server-example.com': 'off' } as const; // a server that runs where it is tested
  const config = await createConfig({ extends: ['recommended'], rules });
  const source = JSON.stringify(document);
  const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
  expect(problems.map(({ ruleId, message }) => [ruleId, message])).toEqual([]);
});

/** Things are made before they are used, and deleted last: what is within another before it, whole lists after. */
function inOrder(all: readonly Operation[]): readonly Operation[] {
  const rank = ({ method, path }: Operation): number => {
    if (path === '/import') return Infinity; // what was there is gone
    if (method === 'delete') return path.includes('{') ? 10 - path.split('/').length : 10;
    return method === 'post' && MAKING.includes(path) ? 0 : 1;
  };
  return [...all].sort((a, b) => rank(a) - rank(b));
}

const MAKING = [
  '/clients',
  '/keys',
  '/people',
  '/partners',
  '/outcomes',
  '/sandboxes',
  '/tokens',
  '/webhooks',
];

const operations = (): readonly Operation[] =>
  Object.entries<Record<string, Omit<Operation, 'method' | 'path'>>>(document.paths).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, one]) => ({ method, path, ...one })),
  );

/** An endpoint that hears of the attempt below, so that there is a delivery to ask for. */
async function hearOfAll(): Promise<void> {
  const port = await new Promise<number>((done) =>
    ears.listen(0, '127.0.0.1', () => done((ears.address() as AddressInfo).port)),
  );
  const url = `http://127.0.0.1:${port}/`;
  await control.call('POST', '/webhooks', { url, events: ['verification.*'] });
}

const ears = createServer((_, res) => res.writeHead(204).end());

async function untilHeard(): Promise<void> {
  const heard = async () => (await control.call('GET', '/deliveries?limit=200')).body.items;
  while (!(await heard()).some(({ state }: { state: string }) => state === 'delivered'))
    await sleep(50);
}

/** What people are asked about, which examples of operations on attempts need. */
async function awaitDecision(): Promise<void> {
  const { body: app } = await control.call('POST', '/clients', {
    redirect_uris: ['http://localhost:3999/callback'],
  });
  const { body: person } = await control.call('POST', '/people', {
    authenticators: ['password', 'totp'],
  });
  const match = { person: person.id };
  await control.call('POST', '/outcomes', { match, step: 'document', results: ['review'] });
  await control.call('POST', '/outcomes', { match, step: 'selfie', results: ['pass'] });
  await control.call('POST', '/sign-in', {
    ...{ client_id: app.client_id, person: person.id, proof: true },
    scope: 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2',
  });
}

/** The example of a path's part; what only the server names is taken from its list. */
async function valueOf({ name, example }: Parameter, path: string): Promise<string> {
  if (example !== undefined) return example;
  const list = path.slice(0, path.indexOf(`/{${name}}`));
  const { body } = await control.call('GET', list);
  if (!body.items?.[0]) throw new Error(`${path} has no example for ${name}, and ${list} no item`);
  return body.items[0].id;
}

/** A form as its example says: parts that are paths are the pictures that the API gives there. */
async function formOf(example: object): Promise<readonly [Buffer, Record<string, string>]> {
  const form = new FormData();
  for (const [name, value] of Object.entries(example) as [string, unknown][]) {
    const path = typeof value === 'string' && value.startsWith('/') ? value : undefined;
    if (path === undefined)
      form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
    else {
      const { bytes } = await control.call('GET', path);
      form.append(name, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'part.jpg');
    }
  }
  const sent = new Response(form);
  const type = sent.headers.get('content-type') ?? '';
  return [Buffer.from(await sent.arrayBuffer()), { 'content-type': type }];
}

it('gives an example of a form of pictures, which pass', async () => {
  const { example } =
    document.paths['/engine/inspect'].post.requestBody.content['multipart/form-data'];
  const { body } = await control.call('POST', '/engine/inspect', ...(await formOf(example)));
  expect(body).toMatchObject({ outcome: 'pass', reasons: [] });
  for (const check of body.checks) expect(check.evidence).toEqual(expect.any(Object));
}, 60_000);

it('gives examples that a fresh server answers as described', async () => {
  await hearOfAll();
  await awaitDecision();
  await untilHeard();
  const refused: unknown[] = [];
  let run = 0;
  for (const { method, path, parameters, requestBody, responses } of inOrder(operations())) {
    const content = Object.entries(requestBody?.content ?? {});
    let url = path;
    for (const one of parameters.filter((each) => each.in === 'path'))
      url = url.replace(`{${one.name}}`, await valueOf(one, path));
    const [type, said] = content[0] ?? [];
    const example = said?.example;
    const answered =
      type === 'multipart/form-data'
        ? await control.call(method.toUpperCase(), url, ...(await formOf(example as object)))
        : await control.call(method.toUpperCase(), url, example);
    const good = answered.status < 300 && String(answered.status) in responses;
    if (!good) refused.push([method, url, answered.status, answered.body]);
    run++;
  }
  expect(refused).toEqual([]);
  expect(run).toBeGreaterThan(46);
}, 120_000);
