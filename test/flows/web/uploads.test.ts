import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startServer, type RunningServer } from '../../support/server.js';
import { createHttpBrowser, type Answer, type HttpBrowser } from './httpBrowser.js';
import { atDocument, nameOf, newAddress } from './person.js';

jest.setTimeout(60_000);

let server: RunningServer;
let browser: HttpBrowser;
let page: Answer;

beforeAll(async () => {
  server = await startServer({ args: ['--no-irs'] });
  browser = createHttpBrowser(server.baseUrl);
  page = await atDocument(browser, newAddress());
});
afterAll(() => server.close());

const file = (bytes: Uint8Array<ArrayBuffer> | string, type = 'image/jpeg'): Blob =>
  new Blob([bytes], { type });

const send = (fields: Readonly<Record<string, Blob>>): Promise<Answer> =>
  browser.post(page.url, fields, { multipart: true });

type Make = () => Blob | undefined | Promise<Blob>;

/** A sound little picture for the side that is not in question. */
async function sound(): Promise<Blob> {
  const { default: sharp } = await import('sharp');
  const picture = { width: 900, height: 600, channels: 3 as const, background: '#557' };
  return file(new Uint8Array(await sharp({ create: picture }).jpeg().toBuffer()));
}

async function beginning(): Promise<Blob> {
  const whole = await sound();
  return whole.slice(0, 200, 'image/jpeg');
}

/** A PNG whose head promises 30,000 x 30,000 pixels. */
async function bomb(): Promise<Blob> {
  const { default: sharp } = await import('sharp');
  const { crc32 } = await import('node:zlib');
  const picture = { width: 8, height: 8, channels: 3 as const, background: '#557' };
  const png = await sharp({ create: picture }).png().toBuffer();
  png.writeUInt32BE(30_000, 16);
  png.writeUInt32BE(30_000, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return file(new Uint8Array(png), 'image/png');
}

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="9"/></svg>';
const UNREADABLE = 'This file is not a picture that can be read. Choose another.';
const TOO_LARGE = 'The picture is larger than 16 MB or 50 megapixels. Choose a smaller one.';

describe('an upload that is no picture', () => {
  it.each<readonly [string, Make, string]>([
    ['nothing', () => undefined, 'Add a picture.'],
    ['an empty file', () => file(''), 'Add a picture.'],
    ['text called .jpg', () => file('this is no picture '.repeat(100)), UNREADABLE],
    ['an SVG', () => file(SVG, 'image/svg+xml'), UNREADABLE],
    ['an SVG called .jpg', () => file(SVG), UNREADABLE],
    ['the beginning of a JPEG', beginning, UNREADABLE],
    ['more than 16 MB', () => file(new Uint8Array(16 * 1024 * 1024 + 1)), TOO_LARGE],
    ['a pixel bomb', bomb, TOO_LARGE],
  ])('(%s) is refused at its field, and nothing is stored', async (_, make, words) => {
    const front = await make();
    const answer = await send({ ...(front && { front }), back: await sound() });
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/id="front"[^>]* aria-invalid="true"/);
    expect(answer.html).not.toMatch(/id="back"[^>]* aria-invalid="true"/);
    expect(answer.html).toContain(words);
    expect(nameOf(await browser.get(page.url.replace(/\/document$/, '')))).toBe('document');
  });
});

describe('a body that is no upload form', () => {
  it.each([
    ['a short form', 'application/x-www-form-urlencoded', 'front=x'],
    ['no boundary', 'multipart/form-data', 'front'],
    [
      'cut off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="front"',
    ],
  ])('(%s) is refused with a page', async (_, type, body) => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'content-type': type, origin: server.baseUrl, cookie };
    const answer = await fetch(page.url, { method: 'POST', headers, body });
    expect([400, 403]).toContain(answer.status);
    expect(await answer.text()).toContain('Standin is a test system');
  });

  it('leaves the server well', async () => {
    expect((await browser.get('/')).status).toBe(200);
  });
});
