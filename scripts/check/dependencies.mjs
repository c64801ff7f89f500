// Cruises `src` of a folder with the direction rules and prints what breaks them, one a line: rule, from, to.
// Usage: node scripts/check/dependencies.mjs [folder]. Exit code 1 when there is a breach, or when the cruise saw too little.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = resolve(import.meta.dirname, '../..');
const base = resolve(process.argv[2] ?? root);
const { forbidden, options } = createRequire(import.meta.url)(
  join(root, '.dependency-cruiser.cjs'),
);

/** Names of places that would gather whatever has no owner. A file of the field's own `services` is none. */
const FOLDER = /^(utils?|helpers?|common|services?|misc|shared|lib)$/;
const FILE = /^(utils?|helpers?|misc)$/;

const files = readdirSync(join(base, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

function namelessPlaces() {
  const names = files.flatMap((file) => {
    const folders = relative(join(base, 'src'), dirname(file)).split(sep);
    const name = basename(file, '.ts');
    return [...folders.filter((folder) => FOLDER.test(folder)), ...(FILE.test(name) ? [name] : [])];
  });
  return [...new Set(names)].map((name) => `no-nameless-rooms: src has a place called ${name}`);
}

const { output } = await cruise(
  ['src'],
  { ...options, baseDir: base, ruleSet: { forbidden }, validate: true },
  undefined,
  { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
);
const seen = output.modules.filter(({ source }) => /^src\/.*\.ts$/.test(source)).length;
const faults = [
  ...output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  ...namelessPlaces(),
  // A parser that does not know the compiler at hand finds nothing and would call that good.
  ...(seen < files.length ? [`cruised ${seen} modules of ${files.length}`] : []),
];
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.stdout.write(`${seen} modules, ${faults.length} breaches\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
