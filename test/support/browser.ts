import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

export interface BrowserWishes {
  /** A film of `filmOf` that plays the camera; it holds for the whole browser. */
  readonly camera?: string;
  readonly args?: readonly string[];
}

/** Chromium without a window: the system's where there is one, else the one that npm carries. */
export async function launchBrowser({ camera, args = [] }: BrowserWishes = {}): Promise<Browser> {
  const { path, libraries } = findChromium();
  return chromium.launch({
    executablePath: path,
    ...(libraries !== undefined && { env: { ...process.env, LD_LIBRARY_PATH: libraries } }),
    args: ['--no-sandbox', ...args, ...(camera === undefined ? [] : cameraArgs(camera))],
  });
}

const cameraArgs = (file: string): readonly string[] => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
];

/** Writes a still picture as the film that Chromium's fake camera plays: JPEGs in a row, which must not be progressive. */
export async function filmOf(picture: string | Buffer, file: string): Promise<string> {
  const { default: sharp } = await import('sharp');
  const frame = await sharp(picture).jpeg({ quality: 95, progressive: false }).toBuffer();
  writeFileSync(file, Buffer.concat(Array.from({ length: 10 }, () => frame)));
  return file;
}

interface FoundChromium {
  readonly path: string;
  /** A folder of libraries that the system lacks. */
  readonly libraries?: string;
}

function findChromium(): FoundChromium {
  const script = join(process.cwd(), 'test/support/chromium.mjs');
  const found = execFileSync(process.execPath, [script], { encoding: 'utf8' });
  return JSON.parse(found) as FoundChromium;
}
