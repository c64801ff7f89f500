// Writes the pages of docs/ that are made of the code (test/docs/reference): `node scripts/docs.mjs`. A test compares them.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
process.chdir(root);

/** The pages are written by TypeScript: bundled to a file beside the sources that this Node can load. */
async function loadReferences() {
  const outfile = join(root, 'dist/references.mjs');
  await build({
    entryPoints: [join(root, 'test/docs/reference/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  const loaded = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  return loaded.REFERENCES;
}

for (const [name, make] of Object.entries(await loadReferences())) {
  writeFileSync(join(root, 'docs', name), await make());
}
