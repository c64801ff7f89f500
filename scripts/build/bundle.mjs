// The server as one CommonJS file. Native libraries stay outside; what is imported with `await import()` stays lazy inside.
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

/** Packages that bring machine code or find their own files beside themselves, and large ones that few starts need. */
const OUTSIDE = ['libsql', 'argon2', 'sharp', 'zxing-wasm', 'nodemailer', '@zxcvbn-ts/*'];

const root = resolve(import.meta.dirname, '../..');

/** Every source file keeps its own `import.meta.url`, so that a path relative to it means the same in tests and bundled. */
const importMeta = {
  name: 'import-meta',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](src|bench)[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (path.includes('node_modules') || !text.includes('import.meta.')) return undefined;
      const name = JSON.stringify(relative(root, path).split(sep).join('/'));
      const contents = text
        .replaceAll(/\bimport\.meta\.url\b/g, `__source(${name}).href`)
        .replaceAll(/\bimport\.meta\.filename\b/g, `__sourcePath(${name})`)
        .replaceAll(/\bimport\.meta\.dirname\b/g, `__sourcePath(${name}, '..')`);
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * These tell models and errors apart by the names of their classes, which a bundle may change. esbuild's own `keepNames` would
 * name every function as well, again each time it is made: a hundred per request.
 */
const NAMED = /node_modules[\\/](oidc-provider|jose|oauth4webapi|openid-client)[\\/].*\.js$/;

const classNames = {
  name: 'class-names',
  setup({ onLoad }) {
    onLoad({ filter: NAMED }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replaceAll(
        /\bclass (\w+)(?: extends [\w.()]+)? \{/g,
        "$& static { Object.defineProperty(this, 'name', { value: '$1', configurable: true }); }",
      );
      return { contents, loader: 'js' };
    });
  },
};

/** oidc-provider prints notices with console; on a channel they are heard by the command line, and by no other program. */
const quietProvider = {
  name: 'quiet-provider',
  setup({ onLoad }) {
    onLoad({ filter: /oidc-provider[\\/]lib[\\/]helpers[\\/]attention\.js$/ }, () => ({
      contents: `
        import { channel } from 'node:diagnostics_channel';
        const notices = channel('standin:oidc-provider');
        export const info = (text) => notices.publish(text);
        export const warn = (text) => notices.publish(text);`,
    }));
  },
};

const banner = (outfile) => `'use strict';
const __root = require('node:path').join(__dirname, ${JSON.stringify(relative(dirname(outfile), root).split(sep).join('/'))});
const __sourcePath = (name, ...more) => require('node:path').join(__root, name, ...more);
const __source = (name) => require('node:url').pathToFileURL(__sourcePath(name));
const __bundleUrl = require('node:url').pathToFileURL(__filename).href;`;

/** The bundle's mark (its last line) names its content; caches of other contents are removed with the old bundle. */
async function writeMarked(outfile, text) {
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const folder = dirname(outfile);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (name.startsWith(`${basename(outfile)}.`) && /\.cache(\.\d+)?$/.test(name)) {
      await rm(resolve(folder, name), { force: true });
    }
  }
  const partial = `${outfile}.${process.pid}`;
  await writeFile(partial, `${text.trimEnd()}\n//${mark}\n`);
  await rename(partial, outfile);
}

const options = (entry, outfile) => ({
  entryPoints: [entry],
  outfile,
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  external: OUTSIDE,
  // `import()` of an outside package becomes `require`, which loads ES modules too since 20.19, without the slower loader.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: banner(outfile) },
  legalComments: 'none',
  // Line breaks cost no measurable time with the code cache, and a stack trace then names a line.
  minifySyntax: true,
  metafile: true,
  logLevel: 'warning',
  plugins: [importMeta, quietProvider, classNames],
});

/** Bundles `entry` into `outfile`. Throws, after esbuild has said why, when the source is wrong. */
export async function bundle({ entry, outfile }) {
  const { outputFiles } = await build(options(entry, outfile));
  await writeMarked(outfile, outputFiles[0].text);
}

/** What the bundle of `entry` would be made of: esbuild's metafile. */
export async function analyse(entry) {
  const { metafile } = await build(options(entry, join(root, 'dist/analysed.cjs')));
  return metafile;
}
