import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  connect,
  ProblemError,
  StandinError,
  startStandin,
  type Standin,
} from '../../src/sdk/entries/standin.js';

jest.setTimeout(60_000);

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin();
});
afterAll(() => standin.close());

const VARIABLES = ['STANDIN_URL', 'STANDIN_TOKEN', 'STANDIN_SANDBOX', 'STANDIN_DATA'] as const;

/** Does something with these variables alone set. */
async function withEnvironment<T>(
  set: Partial<Record<(typeof VARIABLES)[number], string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, set);
  try {
    return await work();
  } finally {
    for (const [name, value] of before)
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
  }
}

describe('clients.shape', () => {
  it('lets a client get what a token looks like', async () => {
    const { clientId } = await standin.clients.create({ redirectUris: ['http://localhost:1/cb'] });
    const token = JSON.stringify({ given_name: 'X', SSN: '000000000' });
    const shape = await standin.clients.shape(clientId, { token, policy: 'acme_verified' });
    expect(shape).toMatchObject({ clientId, naming: 'tefca', persona: 'maria' });
    const { profileOptions } = await standin.clients.get(clientId);
    expect(profileOptions?.policies?.['acme_verified']).toEqual({
      ...{ ial: 2, aal: 2, naming: 'tefca', claims: ['given_name', 'SSN'] },
    });
    const change = {
      profileOptions: { policies: null, failureToProofUrl: 'http://localhost:1/no' },
    };
    expect((await standin.clients.update(clientId, change)).profileOptions).toEqual({
      ...{ userinfo: 'json', failureToProofUrl: 'http://localhost:1/no' },
    });
  });
});

describe('startStandin', () => {
  it('runs a server on a free port and knows its issuers', async () => {
    const response = await fetch(`${standin.url}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({ issuer: standin.issuers['standard'] });
  });

  it('stops the server when it is disposed of', async () => {
    const other = await startStandin({ irs: true });
    expect((await fetch(other.urls.irs ?? '')).status).toBe(200);
    await other[Symbol.asyncDispose]();
    await expect(fetch(`${other.url}/healthz`)).rejects.toThrow();
  });

  it('holds from the start what the seed says', async () => {
    const client = { client_id: 'shop', redirect_uris: ['http://localhost:3000/callback'] };
    const seeded = await startStandin({ seed: { clients: [client] } });
    expect((await seeded.clients.get('shop')).redirectUris).toEqual(client.redirect_uris);
    await seeded.close();
  });

  it('refuses options that it does not know, and names those that it does', async () => {
    const started = startStandin({ prot: 1 } as object);
    await expect(started).rejects.toThrow(/does not know prot; known: port, .*ephemeral/);
  });

  it('refuses every bad value at once', async () => {
    const started = startStandin({ port: 70_000, publicUrl: 'nowhere' });
    await expect(started).rejects.toThrow(/port must be a whole number[^]*publicUrl must be a URL/);
  });
});

describe('connect', () => {
  it('talks to the server that is named', async () => {
    const found = await connect(standin.url);
    expect([found.url, found.sandboxId]).toEqual([standin.url, 'default']);
  });

  it('else to the one that the environment names, and the sandbox there', async () => {
    await using sandbox = await standin.sandbox({ id: 'mine' });
    const set = { STANDIN_URL: standin.url, STANDIN_SANDBOX: 'mine' };
    const found = await withEnvironment(set, () => connect());
    expect([found.url, found.sandboxId]).toEqual([sandbox.url, 'mine']);
  });

  it('else to the one that the data folder names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'standin-sdk-'));
    writeFileSync(join(folder, 'server.json'), JSON.stringify({ base_url: standin.url }));
    const found = await withEnvironment({ STANDIN_DATA: folder }, () => connect());
    expect(found.url).toBe(standin.url);
    rmSync(folder, { recursive: true });
  });

  it('says that no server is named', async () => {
    const set = { STANDIN_DATA: join(tmpdir(), 'standin-nowhere') };
    const found = withEnvironment(set, () => connect());
    await expect(found).rejects.toThrow(/^no server is named and .+server\.json is not there/);
  });

  it('says that nobody answers', async () => {
    const gone = await startStandin();
    await gone.close();
    const found = connect(gone.url);
    await expect(found).rejects.toThrow(StandinError);
    await expect(found).rejects.toThrow(`no server answers at ${gone.url}`);
  });

  it('sends the token, and throws the refusal of another', async () => {
    await using guarded = await startStandin({ controlToken: 'a-token-of-ours' });
    const found = await connect(guarded.url, { token: 'a-token-of-ours' });
    expect(found.version).toBe(standin.version);
    await expect(connect(guarded.url, { token: 'another' })).rejects.toMatchObject({ status: 401 });
  });

  it('warns when the server is of another version', async () => {
    const old = createServer((_req, res) => {
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ version: '0.0.1', now: new Date().toISOString() }));
    });
    await new Promise<void>((done) => old.listen(0, '127.0.0.1', done));
    const { port } = old.address() as { port: number };
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    await connect(`http://127.0.0.1:${port}`);
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(/^the package standin is version .+ is 0\.0\.1$/),
        'StandinVersionWarning',
      ],
    ]);
    warn.mockRestore();
    old.closeAllConnections();
    old.close();
  });
});

describe('what it drives', () => {
  it('makes a person, signs them in and answers the claims', async () => {
    const person = await standin.people.create({
      givenName: 'Ann',
      ial: 2,
      authenticators: ['password', 'totp'],
    });
    expect((await standin.people.totp(person)).code).toMatch(/^\d{6}$/);
    const { clientId } = await standin.clients.create({ redirectUris: ['http://localhost:1/cb'] });
    const { claims, tokens } = await standin.signIn({
      ...{ person, clientId, scope: 'openid profile', exchange: true },
    });
    expect(claims).toMatchObject({ sub: person.uuid, given_name: 'Ann', ial: '2', aal: '2' });
    expect(tokens?.accessToken).toEqual(expect.any(String));
    await standin.people.remove(person);
    await expect(standin.people.get(person)).rejects.toMatchObject({ status: 404 });
  });

  it('scripts an outcome, which the real rules then meet', async () => {
    const person = await standin.people.create({ authenticators: ['password', 'totp'] });
    await standin.outcomes.create({
      match: { person: person.id },
      step: 'document',
      results: ['document.expired'],
    });
    const { clientId } = await standin.clients.create({ redirectUris: ['http://localhost:1/cb'] });
    const scope = 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2';
    const answer = await standin.signIn({ person, clientId, scope, proof: true });
    expect(answer).toMatchObject({ outcome: 'retry', reasons: ['document.expired'] });
    const { items } = await standin.attempts.list({ person: person.id });
    expect(items[0]?.submissions[0]?.decidedBy).toBe('script');
  });

  it('throws what is refused, with the problem document', async () => {
    const made = standin.people.create({ givenNmae: 'Ann' } as object);
    await expect(made).rejects.toBeInstanceOf(ProblemError);
    await expect(made).rejects.toMatchObject({
      message: expect.stringMatching(/^POST \/people: .+\n {2}\/given_nmae is not a known member/),
      status: 422,
      problem: { errors: [{ path: '/given_nmae', known: expect.arrayContaining(['given_name']) }] },
    });
  });

  it('walks a list to its end', async () => {
    await using sandbox = await standin.sandbox();
    for (let n = 0; n < 3; n++) await sandbox.people.create({ id: `walker-${n}` });
    const ids: string[] = [];
    for await (const { id } of sandbox.people.all({ limit: 2 })) ids.push(id);
    expect(ids).toEqual(['walker-0', 'walker-1', 'walker-2']);
  });

  it('lets time pass', async () => {
    await using sandbox = await standin.sandbox();
    const { agedBy, rows } = await sandbox.clock.advance('P1D');
    expect([agedBy, (await sandbox.clock.get()).agedBy]).toEqual(['P1D', 'P1D']);
    expect(rows).toEqual(expect.any(Object));
  });

  it('applies a scenario and tells the events of it', async () => {
    await using sandbox = await standin.sandbox();
    const [first] = await sandbox.catalogue.scenarios();
    const { person, scenario } = await sandbox.scenarios.apply(first?.id ?? '');
    expect(scenario).toBe(first?.id);
    const { items } = await sandbox.events.list({ person: person.id });
    expect(items.length).toBeGreaterThan(0);
  });

  it('hears events as they happen, and no others', async () => {
    await using sandbox = await standin.sandbox();
    await sandbox.people.create({ id: 'before' });
    await using events = await sandbox.events.follow({ type: 'account.created' });
    for (const id of ['ann', 'ben', 'cy']) await sandbox.people.create({ id });
    await standin.people.create({ id: 'elsewhere' });
    const heard: unknown[] = [];
    for await (const { person, createdAt } of events) {
      expect(Date.parse(createdAt)).toBeGreaterThan(0);
      if (heard.push(person) === 3) break;
    }
    expect(heard).toEqual(['ann', 'ben', 'cy']);
    const [first] = (await sandbox.events.list({ type: 'account.created' })).items;
    const later = await sandbox.events.follow({ type: 'account.created', after: first?.id ?? '' });
    for await (const { person } of later) {
      expect(person).toBe('ann');
      break;
    }
  });

  it('ends a stream of events when it is closed, and refuses one that cannot begin', async () => {
    const events = await standin.events.follow();
    const end = (async () => {
      for await (const event of events) throw new Error(`heard ${event.type}`);
      return 'ended';
    })();
    await events.close();
    expect(await end).toBe('ended');
    const lost = standin.events.follow({ after: 'nothing' });
    await expect(lost).rejects.toMatchObject({
      status: 422,
      problem: { errors: [{ path: '/after' }] },
    });
  });

  it('carries a sandbox elsewhere as a document, and back from a snapshot', async () => {
    await using from = await standin.sandbox({ id: 'from' });
    await using to = await standin.sandbox({ id: 'to' });
    const { uuid } = await from.people.create({ id: 'ann', givenName: 'Ann' });
    const document = await from.export();
    expect(document).toMatchObject({ kind: 'standin.sandbox', sandbox: 'from', agedBy: 'PT0S' });
    expect((await to.import(document)).rows).toMatchObject({ accounts: 1 });
    expect(await to.people.get('ann')).toMatchObject({ uuid, givenName: 'Ann' });
    await expect(to.import({ ...document, tables: { spoons: [] } })).rejects.toMatchObject({
      problem: { errors: [{ path: '/tables/spoons' }] },
    });
    const { snapshot } = await standin.sandboxes.snapshot('to', { id: 'with-ann' });
    expect((await standin.sandboxes.reset('to')).id).toBe('to');
    expect((await to.people.list()).items).toEqual([]);
    await standin.sandboxes.restore('to', snapshot);
    expect((await to.people.get('ann')).uuid).toBe(uuid);
    expect((await standin.sandboxes.snapshots('to')).map(({ id }) => id)).toEqual(['with-ann']);
    await standin.sandboxes.removeSnapshot('to', snapshot);
    expect(await standin.sandboxes.snapshots('to')).toEqual([]);
  });

  it('answers a session as browser drivers take cookies', async () => {
    const person = await standin.people.create({ authenticators: ['password', 'totp'] });
    const cookie = await standin.people.session(person, { authenticators: ['password'] });
    expect(cookie).toMatchObject({
      domain: 'localhost',
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
    });
    const answer = await fetch(`${standin.url}/account`, {
      headers: { cookie: `${cookie.name}=${cookie.value}` },
      redirect: 'manual',
    });
    expect(answer.status).toBe(200);
  });

  it('decides a verification as an operator would', async () => {
    const person = await standin.people.create({ authenticators: ['password', 'totp'] });
    const match = { person: person.id };
    await standin.outcomes.create({ match, step: 'document', results: ['review'] });
    await standin.outcomes.create({ match, step: 'selfie', results: ['pass'] });
    const { clientId } = await standin.clients.create({ redirectUris: ['http://localhost:1/cb'] });
    const scope = 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2';
    const { outcome, attempt = '' } = await standin.signIn({
      person,
      clientId,
      scope,
      proof: true,
    });
    expect(outcome).toBe('pending');
    const { state } = await standin.attempts.act(attempt, { action: 'approve' });
    expect(state).toBe('verified');
    const wrong = standin.attempts.picture(attempt, 'front');
    await expect(wrong).rejects.toBeInstanceOf(ProblemError);
  });

  it('looks at pictures with the real engine', async () => {
    const front = await standin.people.document('maria', 'drivers_license', 'front');
    const back = await standin.people.document('maria', 'drivers_license', 'back');
    const claimed = { familyName: 'Somebody' };
    const found = await standin.engine.inspect({ type: 'drivers_license', front, back, claimed });
    expect(found).toMatchObject({ outcome: expect.any(String), timingsMs: expect.any(Object) });
    expect(found.checks.length).toBeGreaterThan(0);
    const wrong = standin.engine.inspect({ type: 'library_card', front });
    await expect(wrong).rejects.toMatchObject({ problem: { errors: [{ path: '/type' }] } });
  });

  it('throws a problem for what the server does not have yet', async () => {
    const none = { status: 501, problem: { type: 'urn:standin:problem:not-built' } };
    await expect(standin.traces.list()).rejects.toMatchObject(none);
  });

  it('lets something go wrong on the wire, and counts how often it did', async () => {
    const fault = await standin.faults.create({ kind: 'wrong_nonce', times: 2 });
    expect(fault).toMatchObject({ at: 'token', used: 0, timesLeft: 2 });
    expect((await standin.faults.list()).items).toEqual([fault]);
    await standin.faults.clear();
    expect((await standin.faults.list()).items).toEqual([]);
    const known = await standin.catalogue.faults();
    expect(known).toContainEqual(expect.objectContaining({ id: 'hang_up', preset: false }));
  });

  it('names an endpoint of webhooks', async () => {
    const url = 'http://localhost:1/hook';
    const { id } = await standin.webhooks.create({ url });
    expect((await standin.webhooks.get(id)).url).toBe(url);
    await standin.webhooks.remove(id);
  });

  it('answers pictures of a person as JPEG', async () => {
    const picture = await standin.people.document('maria', 'drivers_license', 'front');
    expect([...picture.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  });

  it('deletes a sandbox when it is disposed of', async () => {
    const sandbox = await standin.sandbox({ id: 'brief' });
    await sandbox.close();
    await expect(standin.sandboxes.get('brief')).rejects.toMatchObject({ status: 404 });
  });
});

describe('messages.waitFor', () => {
  /** Somebody whose verification is about to be declined, and what declines it: they get a mail of it. */
  async function declinable(): Promise<{ email: string; decline: () => Promise<unknown> }> {
    const person = await standin.people.create({ authenticators: ['password', 'totp'] });
    const { clientId } = await standin.clients.create({ redirectUris: ['http://localhost:1/cb'] });
    const match = { person: person.id };
    await standin.outcomes.create({ match, step: 'document', results: ['document.tampered'] });
    const scope = 'openid http://idmanagement.gov/ns/assurance/ial/2/aal/2';
    const decline = () => standin.signIn({ person, clientId, scope, proof: true });
    return { email: person.email, decline };
  }

  it('answers the message that comes after the call', async () => {
    const { email, decline } = await declinable();
    const waiting = standin.messages.waitFor({ to: email });
    await decline();
    expect(await waiting).toMatchObject({ kind: 'email', to: email });
  });

  it('says which messages came before the wait; after: null takes one of them', async () => {
    const { email, decline } = await declinable();
    const sent = standin.messages.waitFor({ to: email });
    await decline();
    const { id, subject } = await sent;
    const late = standin.messages.waitFor({ to: email, timeout: 50, where: () => true });
    await expect(late).rejects.toThrow(`${id} email ${subject}\ncall waitFor before`);
    expect((await standin.messages.waitFor({ to: email, after: null })).id).toBe(id);
  });

  it('passes by those that are not the one', async () => {
    const { email, decline } = await declinable();
    const where = () => false;
    const waiting = standin.messages.waitFor({ to: email, timeout: 300, where });
    const [, waited] = await Promise.allSettled([decline(), waiting]);
    expect(waited.status).toBe('rejected');
  });
});
