import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startServer, type RunningServer } from '../../support/server.js';
import { createHttpBrowser, type Answer, type HttpBrowser } from './httpBrowser.js';
import { atDocument, nameOf, newAddress } from './person.js';

jest.setTimeout(60_000);

const MAGIC = ['logingov', 'idme', 'off'] as const;
type Magic = (typeof MAGIC)[number];
const servers = new Map<Magic, RunningServer>();
beforeAll(async () => {
  for (const magic of MAGIC) {
    const env = { STANDIN_MAGIC_VALUES: magic };
    servers.set(magic, await startServer({ args: ['--no-irs'], env }));
  }
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
});

/** Somebody at the pictures of a driver's licence, where these magic values count. */
async function arrive(magic: Magic) {
  const base = servers.get(magic)?.baseUrl ?? '';
  const browser = createHttpBrowser(base);
  const page = await atDocument(browser, newAddress());
  const attempt = async () => {
    const answered = await fetch(`${base}/control/v1/attempts?limit=1`);
    const { items } = (await answered.json()) as { items: Attempt[] };
    return items[0];
  };
  return { browser, page, attempt };
}

interface Attempt {
  readonly reasons: readonly string[];
  readonly submissions: readonly { readonly step: string; readonly decided_by: string }[];
}

const send = (
  browser: HttpBrowser,
  page: Answer,
  files: Readonly<Record<string, Blob>>,
): Promise<Answer> => browser.post(page.url, files, { multipart: true });

const yaml = (text: string, name = 'document.yml') => new File([text], name, { type: 'text/yaml' });

async function picture(name = 'picture.jpg'): Promise<Blob> {
  const { default: sharp } = await import('sharp');
  const plain = { width: 900, height: 600, channels: 3 as const, background: '#557' };
  const bytes = new Uint8Array(await sharp({ create: plain }).jpeg().toBuffer());
  return new File([bytes], name, { type: 'image/jpeg' });
}

const SUSAN = `document:
  first_name: Susan
  last_name: Smith
  dob: 1958-10-06
  state_id_expiration: 2099-01-01
`;

describe('a document in words, uploaded in place of a picture (Login.gov sandbox)', () => {
  it('is read, its words fill the details in, and a selfie in words decides the face', async () => {
    const { browser, page, attempt } = await arrive('logingov');
    const selfie = await send(browser, page, { front: await picture(), back: yaml(SUSAN) });
    expect(nameOf(selfie)).toBe('selfie');
    const wrong = yaml('portrait_match_results: { FaceMatchResult: Fail }');
    const retry = await send(browser, selfie, { selfie: wrong });
    expect(retry.html).toContain('data-reason="selfie.face_mismatch"');
    const again = await browser.get(retry.url.replace(/retry$/, 'selfie'));
    const right = yaml('portrait_match_results: { FaceMatchResult: Pass }');
    const details = await send(browser, again, { selfie: right });
    expect(nameOf(details)).toBe('details');
    expect(details.html).toMatch(/name="family_name"[^>]*value="Smith"/);
    const { submissions = [] } = (await attempt()) ?? {};
    expect(submissions.map(({ step, decided_by }) => [step, decided_by])).toEqual([
      ['document', 'payload'],
      ['selfie', 'payload'],
      ['selfie', 'payload'],
    ]);
  });

  it('says itself what is wrong with it', async () => {
    const { browser, page } = await arrive('logingov');
    const expired = yaml('{"document": {"state_id_expiration": "2020-01-01"}}', 'document.json');
    const retry = await send(browser, page, { front: await picture(), back: expired });
    expect(nameOf(retry)).toBe('retry');
    expect(retry.html).toContain('data-reason="document.expired"');
  });

  it.each([
    ['document: [', 'This is neither a picture nor YAML or JSON that can be read.'],
    ['- a list', 'This YAML or JSON has no names and values.'],
  ])('that is %j is refused at its field', async (text, words) => {
    const { browser, page } = await arrive('logingov');
    const refused = await send(browser, page, { front: await picture(), back: yaml(text) });
    expect([refused.status, refused.html]).toEqual([422, expect.stringContaining(words)]);
    expect(refused.html).toMatch(/id="back"[^>]* aria-invalid="true"/);
  });

  it('is no picture where no magic values count', async () => {
    const { browser, page } = await arrive('off');
    const refused = await send(browser, page, { front: await picture(), back: yaml(SUSAN) });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('This file is not a picture that can be read.');
  });
});

describe("a file's name (ID.me sandbox)", () => {
  it('decides document and selfie, whatever they show', async () => {
    const { browser, page, attempt } = await arrive('idme');
    const failed = await send(browser, page, {
      ...{ front: await picture('success.jpg'), back: await picture('fail.jpg') },
    });
    expect(failed.html).toContain('data-reason="document.unreadable_data"');
    const good = await picture('success.jpg');
    const again = await browser.get(failed.url.replace(/retry$/, 'document'));
    const selfie = await send(browser, again, { front: good, back: good });
    expect(nameOf(selfie)).toBe('selfie');
    const wrong = await send(browser, selfie, { selfie: await picture('fail.jpg') });
    expect(wrong.html).toContain('data-reason="selfie.face_mismatch"');
    const once = await browser.get(wrong.url.replace(/retry$/, 'selfie'));
    expect(nameOf(await send(browser, once, { selfie: good }))).toBe('details');
    const { submissions = [] } = (await attempt()) ?? {};
    expect(new Set(submissions.map(({ decided_by }) => decided_by))).toEqual(
      new Set(['magic_value']),
    );
  });

  it('means nothing to the other sandbox', async () => {
    const { browser, page, attempt } = await arrive('logingov');
    await send(browser, page, {
      ...{ front: await picture('success.jpg'), back: await picture('success.jpg') },
    });
    const until = Date.now() + 30_000;
    while (((await attempt())?.submissions.length ?? 0) === 0 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await attempt())?.submissions).toEqual([
      expect.objectContaining({ step: 'document', decided_by: 'engine' }),
    ]);
  });
});
