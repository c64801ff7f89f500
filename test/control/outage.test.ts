import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createControl, type ControlDeps } from '../../src/control/index.js';

/** What a caller reads when the work of a request ends with a fault of this code, and what the log learns. */
async function answerTo(code: string) {
  const reported: unknown[] = [];
  const fault = Object.assign(new Error('of the driver'), { code });
  const deps = {
    access: { token: undefined, hosts: () => [] },
    operatorCookie: () => 'operator',
    actAs: () => Promise.reject(fault),
    report: (error: unknown) => reported.push(error),
  };
  const koa = new Koa();
  koa.use((ctx, next) => {
    ctx.state['place'] = { id: 'default', base: '', prefix: '' };
    return next();
  });
  koa.use(createControl(deps as unknown as ControlDeps));
  const answer = koa.callback();
  const server = createServer((req, res) => void answer(req, res));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    const { port } = server.address() as AddressInfo;
    const reply = await fetch(`http://127.0.0.1:${port}/control/v1/people`);
    const { detail } = (await reply.json()) as { detail: string };
    return { status: reply.status, detail, reported: reported.length };
  } finally {
    server.close();
  }
}

describe('a fault below the API', () => {
  it.each(['SQLITE_FULL', '53100', 'ENOSPC'])('says that the disk is full: %s', async (code) => {
    const { status, detail, reported } = await answerTo(code);
    expect([status, reported]).toEqual([500, 1]);
    expect(detail).toBe(
      'The disk that holds the data is full; nothing was done. Make room and try again.',
    );
  });

  it('says nothing of any other, and logs it', async () => {
    const { status, detail, reported } = await answerTo('SQLITE_BUSY');
    expect([status, reported]).toEqual([500, 1]);
    expect(detail).toBe('The server met a fault of its own; its log says which.');
  });

  it('is a conflict where a sandbox was reset meanwhile, and no fault', async () => {
    expect(await answerTo('SANDBOX_CHANGED')).toMatchObject({ status: 409, reported: 0 });
  });
});
