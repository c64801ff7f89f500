// Shows that starting the server evaluates none of the heavy packages: they are reached from src/main.ts through `import()`
// alone. Prints the chain of imports that would break this. Usage: node scripts/check/start.mjs [entry]
import { join, relative, resolve, sep } from 'node:path';
import { analyse } from '../build/bundle.mjs';

const root = resolve(import.meta.dirname, '../..');
const entry = resolve(process.argv[2] ?? join(root, 'src/main.ts'));
const HEAVY =
  /(?:^|node_modules\/)(?:pg|nodemailer|@zxcvbn-ts\/[^/]+|sharp|piscina|qrcode|argon2|zxing-wasm)(?:\/|$)/;

const { inputs } = await analyse(entry);
const first = relative(root, entry).split(sep).join('/');

/** Every module that is evaluated with the first one, by who imported it. */
const importedBy = new Map([[first, undefined]]);
for (const name of importedBy.keys()) {
  for (const { path, kind } of inputs[name]?.imports ?? []) {
    if (kind !== 'dynamic-import' && !importedBy.has(path)) importedBy.set(path, name);
  }
}

function chain(name) {
  const by = importedBy.get(name);
  return by === undefined ? name : `${chain(by)} -> ${name}`;
}

const isFirstOfItsPackage = (name) => !HEAVY.test(importedBy.get(name) ?? '');
const heavy = [...importedBy.keys()].filter(
  (name) => HEAVY.test(name) && isFirstOfItsPackage(name),
);
for (const name of heavy) process.stdout.write(`evaluated at start: ${chain(name)}\n`);
process.stdout.write(`${importedBy.size} modules at start, ${heavy.length} heavy packages\n`);
process.exitCode = heavy.length > 0 ? 1 : 0;
