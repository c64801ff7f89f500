import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

export interface BrowserWishes {
  /** A film of `filmOf` that plays the camera; it holds for the whole browser. */
  readonly camera?: string;
  readonly args?: readonly string[];
}

/** Chromium without a window: the system's where there is one, else the one that npm carries. */
export async function launchBrowser({ camera, args = [] }: BrowserWishes = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumPath(),
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

async function chromiumPath(): Promise<string> {
  if (existsSync(SYSTEM_CHROMIUM)) return SYSTEM_CHROMIUM;
  const { version } = createRequire(import.meta.url)('@sparticuz/chromium/package.json') as {
    version: string;
  };
  const { default: carried } = await import('@sparticuz/chromium');
  return inFolder(join(tmpdir(), `standin-chromium-${version}`), () => carried.executablePath());
}

/** The package unpacks to the temporary folder and keeps whatever version lies there: each version gets its own. */
async function inFolder<T>(folder: string, unpack: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    return await unpack();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
