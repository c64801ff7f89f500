// The package's exports (src/sdk/entries) into dist/sdk: as ES modules that share their parts, so that a class is one class
// everywhere, and each of these files again as CommonJS. The server is the bundle's, loaded when one is started.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build, transform } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const esm = join(root, 'dist/sdk/esm');
const cjs = join(root, 'dist/sdk/cjs');
const entries = join(root, 'src/sdk/entries');

/** What starts a server is in the server's bundle already. */
const serverFromBundle = {
  name: 'server-from-bundle',
  setup({ onResolve, onLoad }) {
    const namespace = 'bundle';
    onResolve({ filter: /\/start\/startServer\.js$/ }, () => ({ path: 'startServer', namespace }));
    onLoad({ filter: /.*/, namespace }, () => ({
      contents: `
        import { createRequire } from 'node:module';
        export const { startServer } = createRequire(import.meta.url)('../../../bin/standin.cjs');`,
      resolveDir: root,
    }));
  },
};

/** Of the manifest no more than the version. */
const versionAlone = {
  name: 'version-alone',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = (await import(path, { with: { type: 'json' } })).default;
      return { contents: `export default { version: ${JSON.stringify(version)} };` };
    });
  },
};

/** What the pages of a browser run (standin/playwright): one script without imports. */
const inPages = await build({
  entryPoints: [join(root, 'src/sdk/browser/replaceCamera.ts')],
  outdir: esm,
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  logLevel: 'warning',
});

const { outputFiles } = await build({
  entryPoints: readdirSync(entries).map((name) => join(entries, name)),
  outdir: esm,
  bundle: true,
  splitting: true,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  packages: 'external',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [serverFromBundle, versionAlone],
});

const asCommonJs = async (text) => {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // Jest's own module system has `require` alone.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl' },
  });
  return code.includes('moduleUrl')
    ? `const moduleUrl = require('node:url').pathToFileURL(__filename).href;\n${code}`
    : code;
};

rmSync(join(root, 'dist/sdk'), { recursive: true, force: true });
for (const folder of [esm, cjs]) mkdirSync(folder, { recursive: true });
for (const { path, text } of outputFiles) {
  writeFileSync(path, text);
  writeFileSync(join(cjs, basename(path)), await asCommonJs(text));
}
for (const { path, text } of inPages.outputFiles)
  for (const folder of [esm, cjs]) writeFileSync(join(folder, basename(path)), text);
writeFileSync(join(cjs, 'package.json'), '{ "type": "commonjs" }\n');
