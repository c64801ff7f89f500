import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { filmOf, launchBrowser } from '../../support/browser.js';
import { buildAssets, ROOT } from './checkout.js';
import type { PostAnswer, SampleServer } from './sampleServer.js';
import { serveSamples } from './sampleServer.js';
import { SAMPLES } from './samples.js';

const numberOf = (name: string): number => SAMPLES.findIndex((sample) => sample.name === name);
const LICENCE = numberOf('proofing/documentCapture');
const SELFIE = numberOf('proofing/selfie');
const SELFIE_AGAIN = numberOf('proofing/selfie again');
const PROCESSING = numberOf('proofing/processing');
const FACE = join(ROOT, 'fixtures/faces/p03_selfie.jpg');

const folder = mkdtempSync(join(tmpdir(), 'standin-camera-'));
let browser: Browser;
let server: SampleServer;
let context: BrowserContext | undefined;
let posted: Buffer[] = [];
let next: PostAnswer = { goTo: PROCESSING };

beforeAll(async () => {
  buildAssets();
  const camera = await filmOf(FACE, join(folder, 'camera.mjpeg'));
  server = await serveSamples(ROOT, (body) => {
    posted.push(body);
    return next;
  });
  browser = await launchBrowser({
    camera,
    args: ['--host-resolver-rules=MAP insecure.example 127.0.0.1'],
  });
}, 60_000);

afterEach(async () => {
  await context?.close();
  posted = [];
  next = { goTo: PROCESSING };
});

afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function open(sample: number, options: BrowserContextOptions = {}): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  await page.goto(`${server.origin}/${sample}`);
  return page;
}

const filesIn = (body: Buffer): readonly string[] =>
  [
    ...body.toString('latin1').matchAll(/name="(\w+)"; filename="([^"]+)"\r\nContent-Type: (\S+)/g),
  ].map(([, field, file, type]) => `${field} ${file} ${type}`);

describe('taking a picture', () => {
  it('puts a shot of the camera into the form as a JPEG file', async () => {
    const page = await open(SELFIE);
    await page.getByTestId('camera-selfie').click();
    await page.getByTestId('shoot-selfie').click();
    await page.getByTestId('again-selfie').waitFor();
    expect(await page.getByAltText('The picture you chose').isVisible()).toBe(true);
    await page.getByTestId('submit').click();
    await page.waitForURL(`**/${PROCESSING}`);
    expect(posted.flatMap(filesIn)).toEqual(['selfie selfie.jpg image/jpeg']);
    expect(posted[0]?.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(true);
  });

  it('sends chosen files with both sides and goes where the answer leads', async () => {
    const page = await open(LICENCE);
    await page.getByTestId('front').setInputFiles(FACE);
    await page.getByTestId('back').setInputFiles(FACE);
    await page.getByTestId('submit').click();
    await page.waitForURL(`**/${PROCESSING}`);
    expect(posted.flatMap(filesIn)).toEqual([
      'front p03_selfie.jpg image/jpeg',
      'back p03_selfie.jpg image/jpeg',
    ]);
  });

  it('shows the errors of the answer in place, at their summary, with the camera ready again', async () => {
    next = { show: SELFIE_AGAIN };
    const page = await open(SELFIE);
    await page.getByTestId('submit').click();
    await page.getByTestId('error-summary').waitFor();
    expect(await page.evaluate('document.activeElement.dataset.testid')).toBe('error-summary');
    await page.getByTestId('camera-selfie').click();
    await page.getByTestId('shoot-selfie').waitFor();
  });

  it('sends a ready-made picture of the tray instead', async () => {
    const page = await open(SELFIE);
    await page.getByTestId('tray').locator('summary').click();
    await page.getByTestId('specimen-blurred').click();
    await page.waitForURL(`**/${PROCESSING}`);
    expect(posted[0]?.toString('latin1')).toMatch(/name="specimen"\r\n\r\nblurred/);
  });

  it('works without script: the file input and the tray post the same form', async () => {
    const page = await open(LICENCE, { javaScriptEnabled: false });
    expect(await page.getByTestId('camera-front').isVisible()).toBe(false);
    await page.getByTestId('front').setInputFiles(FACE);
    await page.getByTestId('back').setInputFiles(FACE);
    await page.getByTestId('submit').click();
    await page.waitForURL(`**/${PROCESSING}`);
    expect(posted.flatMap(filesIn)).toHaveLength(2);
  });

  it.each([
    ['NotAllowedError', 'The camera is blocked for this page.'],
    ['NotFoundError', 'No camera was found.'],
    ['NotReadableError', 'The camera could not be started.'],
  ])('says plainly what to do when the browser answers %s', async (name, words) => {
    const page = await open(SELFIE);
    await page.evaluate(
      `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '${name}'))`,
    );
    await page.getByTestId('camera-selfie').click();
    await page.getByText(words).waitFor();
  });

  it('says that an insecure origin has no camera', async () => {
    const page = await open(SELFIE);
    const { port } = new URL(server.origin);
    await page.goto(`http://insecure.example:${port}/${SELFIE}`);
    await page.getByTestId('camera-selfie').click();
    await page.getByText('only over HTTPS or on localhost').waitFor();
  });
});

describe('small comforts', () => {
  it('shows a password and hides it again', async () => {
    const page = await open(numberOf('signin/identify'));
    const field = page.getByTestId('password');
    await page.getByTestId('reveal-password').click();
    expect(await field.getAttribute('type')).toBe('text');
    await page.getByTestId('reveal-password').click();
    expect(await field.getAttribute('type')).toBe('password');
  });

  it('hints at the length of a new password', async () => {
    const page = await open(numberOf('signup/start'));
    await page.getByTestId('password').fill('short');
    await page.getByText('Too short so far').waitFor();
    await page.getByTestId('password').fill('otter umbrella quartz');
    await page.getByText('A good length').waitFor();
  });

  it('counts down until a code can be sent again, and holds the button until then', async () => {
    const page = await open(numberOf('signup/checkMail'));
    await page.getByText(/Send a new code in \d+ s/).click({ force: true });
    expect(posted).toEqual([]);
  });

  it('says that an answer takes a while, and holds a second press meanwhile', async () => {
    const page = await open(numberOf('demo/index'));
    await page.evaluate(`addEventListener('submit', (event) => {
      if (!event.defaultPrevented) document.title += ' sent';
      event.preventDefault();
    })`);
    const title = await page.title();
    const button = page.getByTestId('play-thief');
    await button.click();
    expect(await button.innerText()).toBe('Playing, some ten seconds');
    await button.dispatchEvent('click');
    expect(await page.title()).toBe(`${title} sent`);
  });

  it('copies recovery codes', async () => {
    const page = await open(numberOf('secondFactor/recoveryCodes'), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByText('Copy all codes').click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^k7pq-2mxd-9rtw\nf3hn/);
  });

  it('follows a verification until the page is another one', async () => {
    const page = await open(PROCESSING);
    await page.route('**/interaction/x', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>You are verified</h1>' }),
    );
    await page.getByText('You are verified').waitFor();
  });

  it('follows the stages of a verification in place', async () => {
    const page = await open(PROCESSING);
    await page.route('**/interaction/x', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<div data-poll="/interaction/x"><ol><li>Deciding now</li></ol></div>',
      }),
    );
    await page.getByText('Deciding now').waitFor();
    expect(page.url()).toBe(`${server.origin}/${PROCESSING}`);
  });
});

describe('code in the documentation', () => {
  it('gets a button that copies it, and says so', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await open(numberOf('docs/page'), { permissions });
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('npx standin');
  });
});
