// Writes dist/standin.config.schema.json, by which editors know the configuration file, from the settings and the control API's
// schemas.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, `dist/.configSchema.${process.pid}.mjs`);
const target = join(root, 'dist/standin.config.schema.json');

mkdirSync(join(root, 'dist'), { recursive: true });
try {
  await build({
    entryPoints: [join(root, 'src/control/description/configSchema.ts')],
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    logLevel: 'warning',
  });
  const { configSchema } = await import(pathToFileURL(program).href);
  writeFileSync(target, `${JSON.stringify(configSchema(), null, 1)}\n`);
} finally {
  rmSync(program, { force: true });
}
