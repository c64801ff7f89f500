// Builds what tests need (a worker cannot load TypeScript), installs a browser and a database where the system has none, runs Jest with ES modules, and closes with one plain line of
// counts. Arguments go to Jest: `npm test -- test/proofing -t expired`.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fetchCarried } from '../test/support/carried.mjs';

const root = join(import.meta.dirname, '..');
const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

fetchCarried();

const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));

let closing = 'no tests were run';
jest.on('message', (line) => (closing = String(line)));
jest.on('close', (code) => {
  process.stdout.write(`${closing}\n`);
  process.exitCode = code ?? 1;
});
