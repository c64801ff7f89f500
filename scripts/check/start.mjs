// Shows that starting the server evaluates none of the heavy packages: they are reached from the command line (src/main.ts)
// and from the server (src/app.ts, which the command line imports when it starts one) through `import()` alone. Prints the
// chain of imports that would break this. Usage: node scripts/check/start.mjs [entry ...]
import { relative, resolve, sep } from 'node:path';
import { analyse } from '../build/bundle.mjs';

const root = resolve(import.meta.dirname, '../..');
const given = process.argv.slice(2);
const entries = given.length > 0 ? given : ['src/main.ts', 'src/app.ts'];
const HEAVY =
  /(?:^|node_modules\/)(?:pg|nodemailer|@zxcvbn-ts\/[^/]+|sharp|qrcode|argon2|zxing-wasm)(?:\/|$)/;

/** What is evaluated with `entry`: every module, with the one that imported it first. */
async function evaluatedWith(entry) {
  const { inputs } = await analyse(resolve(entry));
  const importedBy = new Map([[relative(root, resolve(entry)).split(sep).join('/'), undefined]]);
  for (const name of importedBy.keys()) {
    for (const { path, kind } of inputs[name]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !importedBy.has(path)) importedBy.set(path, name);
    }
  }
  return importedBy;
}

function chain(importedBy, name) {
  const by = importedBy.get(name);
  return by === undefined ? name : `${chain(importedBy, by)} -> ${name}`;
}

for (const entry of entries) {
  const importedBy = await evaluatedWith(entry);
  const heavy = [...importedBy.keys()].filter(
    (name) => HEAVY.test(name) && !HEAVY.test(importedBy.get(name) ?? ''),
  );
  for (const name of heavy) {
    process.stdout.write(`evaluated at start: ${chain(importedBy, name)}\n`);
    process.exitCode = 1;
  }
  process.stdout.write(`${entry}: ${importedBy.size} modules, ${heavy.length} heavy packages\n`);
}
