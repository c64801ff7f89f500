import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

export interface BrowserWishes {
  /** A file of concatenated JPEGs (.mjpeg) that plays the camera; it holds for the whole browser. */
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
