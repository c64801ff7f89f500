import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Mail, Message, MessageStore } from '../../src/messages/index.js';
import { createMessages, createSmtpRelay } from '../../src/messages/index.js';
import type { DomainEvent } from '../../src/platform/events.js';

const words = { t: (key: string) => key };

function inbox() {
  const messages = new Map<string, Message>();
  const events: DomainEvent[] = [];
  const store: MessageStore = {
    async insert(_, message, happened) {
      if (messages.has(message.id)) return false;
      messages.set(message.id, message);
      events.push(...happened);
      return true;
    },
    get: async (_, id) => messages.get(id),
    list: async () => [...messages.values()],
    removeAll: async () => messages.size,
    prune: async () => undefined,
  };
  return { store, messages, events };
}

const parts = (store: MessageStore) => ({
  ...{ store, wordsOf: () => words, clock: { now: () => 7 } },
  printMail: ({ subject }: Mail) => `<h1>${subject}</h1>`,
});
const mail = {
  name: 'confirm_address',
  data: { link: 'http://x/', code: '123456' },
  to: 'ana@example.com',
} as const;

describe('sending', () => {
  it('puts a message into the inbox and says so without personal data', async () => {
    const { store, messages, events } = inbox();
    const id = await createMessages(parts(store)).send('default', mail);
    expect(messages.get(id)).toMatchObject({
      kind: 'email',
      to: 'ana@example.com',
      codes: ['123456'],
      createdAt: 7,
    });
    expect(events).toEqual([
      { type: 'message.sent', data: { message: id, kind: 'email', letter: 'confirm_address' } },
    ]);
  });

  it('does nothing the second time that a task runs', async () => {
    const { store, messages, events } = inbox();
    const { send } = createMessages(parts(store));
    for (let i = 0; i < 2; i++)
      expect(await send('default', { ...mail, id: 'msg_1' })).toBe('msg_1');
    expect([messages.size, events.length]).toEqual([1, 1]);
  });

  it('relays e-mail alone, and only what is still there', async () => {
    const { store } = inbox();
    const relayed: string[] = [];
    const relay = { send: async ({ id }: Message) => void relayed.push(id) };
    const { send, relayMail } = createMessages({ ...parts(store), relay });
    await send('default', { ...mail, id: 'a' });
    await send('default', {
      name: 'phone_code',
      data: { code: '123456' },
      to: '+12025550117',
      id: 'b',
    });
    for (const id of ['a', 'b', 'gone']) await relayMail('default', id);
    expect(relayed).toEqual(['a']);
  });
});

describe('the relay to a mail server (RFC 5321)', () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  /** A mail server that answers `verdict` to a whole message, and what it was told. */
  async function mailServer(verdict: string): Promise<{ url: string; heard: () => string }> {
    let text = '';
    const talk = (socket: Socket) => {
      let inData = false;
      socket.write('220 test\r\n');
      socket.on('data', (chunk) => {
        text += chunk.toString();
        const ended = inData && text.endsWith('\r\n.\r\n');
        if (inData && !ended) return;
        inData = !ended && /DATA\r\n$/.test(text);
        socket.write(ended ? `${verdict}\r\n` : inData ? '354 go on\r\n' : '250 test\r\n');
      });
    };
    server = createServer(talk);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `smtp://127.0.0.1:${port}`, heard: () => text };
  }
  const message: Message = {
    ...{
      id: 'msg_1',
      kind: 'email',
      to: 'ana@example.com',
      subject: 'Hello',
      text: 'A code: 123456',
    },
    ...{ html: '<p>A code</p>', links: [], codes: ['123456'], createdAt: 0 },
  };

  it('hands over text and HTML to the address', async () => {
    const { url, heard } = await mailServer('250 taken');
    await createSmtpRelay(url, 'standin@example.com').send(message);
    expect(heard()).toContain('RCPT TO:<ana@example.com>');
    expect(heard()).toContain('MAIL FROM:<standin@example.com>');
    for (const part of [
      'Subject: Hello',
      'A code: 123456',
      'text/html',
      'X-Standin-Message: msg_1',
    ])
      expect(heard()).toContain(part);
  });

  it('throws when the server does not take it, so that the task is tried again', async () => {
    const { url } = await mailServer('451 later');
    await expect(createSmtpRelay(url, 'standin@example.com').send(message)).rejects.toThrow('451');
  });

  it('throws when nobody listens', async () => {
    await expect(
      createSmtpRelay('smtp://127.0.0.1:1', 'a@example.com').send(message),
    ).rejects.toThrow();
  });
});
