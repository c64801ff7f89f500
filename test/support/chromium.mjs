// Says which Chromium tests may use, as JSON { path, libraries? }: the system's, else the one that npm carries, unpacked once
// per version. A program of its own, since the package unpacks to the temporary folder of its process.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carriedVersion, requireCarried, systemChromium } from './carried.mjs';

/** Unpacks beside and renames, so that several at once never meet a half-written file. */
async function carried() {
  const folder = join(tmpdir(), `standin-chromium-${carriedVersion('@sparticuz/chromium')}`);
  if (!existsSync(folder)) await unpack(folder);
  const path = join(folder, 'chromium');
  // A bare system has no NSS: the package brings those libraries for the system it is made for.
  const runs = spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
  return runs ? { path } : { path, libraries: join(folder, 'al2023', 'lib') };
}

async function unpack(folder) {
  const fresh = mkdtempSync(`${folder}-`);
  process.env.TMPDIR = fresh;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'; // with the libraries
  const { default: chromium } = requireCarried('@sparticuz/chromium');
  await chromium.executablePath();
  try {
    renameSync(fresh, folder);
  } catch {
    rmSync(fresh, { recursive: true, force: true }); // another one was first
  }
}

const system = systemChromium();
process.stdout.write(JSON.stringify(system ? { path: system } : await carried()));
