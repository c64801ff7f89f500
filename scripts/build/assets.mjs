/**
 * Builds dist/assets: the theme (sass), the browser scripts (esbuild), fonts and pictures they refer to, each under a name with
 * a hash of its content, and manifest.json (plain name -> hashed name). A build whose inputs have not changed does nothing.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const THEME = join(ROOT, 'views/theme');
const CLIENT = join(ROOT, 'src/web/client');
const SCRIPTS = ['standin.ts', 'capture.ts'];
const USWDS = join(ROOT, 'node_modules/@uswds/uswds/packages');
const ICONS = join(ROOT, 'node_modules/@uswds/uswds/dist/img/usa-icons');
const PACKAGES = ['@uswds/uswds', 'sass', 'esbuild'];

/** Builds into `folder` unless what is there was made of the same inputs. Returns whether it built. */
export async function buildAssets(folder = join(ROOT, 'dist/assets')) {
  const fingerprint = fingerprintOf(inputs());
  const stamp = join(folder, '.fingerprint');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return false;

  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const manifest = {
    ...(await bundle(fresh, await themes())),
    'icons.svg': writeHashed(fresh, 'icons.svg', sprite()),
    'mark.svg': writeHashed(fresh, 'mark.svg', readFileSync(join(THEME, 'mark.svg'))),
  };
  writeFileSync(join(fresh, 'manifest.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(join(fresh, '.fingerprint'), fingerprint);
  replace(folder, fresh);
  return true;
}

/** The folder is missing for a moment only. Of two builds at once the first to finish stays: they made the same. */
function replace(folder, fresh) {
  const old = `${fresh}.old`;
  try {
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true });
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

function inputs() {
  const files = [THEME, CLIENT].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  return [
    fileURLToPath(import.meta.url),
    ...files.sort(),
    ...PACKAGES.map((name) => join(ROOT, 'node_modules', name, 'package.json')),
  ];
}

function fingerprintOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(basename(file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Compiles each theme/<name>.scss that is not a partial. */
async function themes() {
  const sass = await import('sass');
  return readdirSync(THEME)
    .filter((name) => name.endsWith('.scss') && !name.startsWith('_'))
    .map((name) => ({
      name: name.replace('.scss', '.css'),
      css: sass.compile(join(THEME, name), {
        loadPaths: [USWDS],
        quietDeps: true,
        logger: sass.Logger.silent,
        silenceDeprecations: ['mixed-decls', 'global-builtin', 'import'],
      }).css,
    }));
}

/** One SVG sprite of the USWDS icons that views/theme/icons.json names. */
function sprite() {
  const names = JSON.parse(readFileSync(join(THEME, 'icons.json'), 'utf8'));
  const symbols = names.map((name) => {
    const drawing = readFileSync(join(ICONS, `${name}.svg`), 'utf8');
    return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/<\/?svg[^>]*>/g, '')}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

/** Writes a file under a name with a hash of its content, and returns that name. */
function writeHashed(folder, name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
  const hashed = name.replace(/(\.\w+)$/, `.${hash}$1`);
  writeFileSync(join(folder, hashed), content);
  return hashed;
}

async function bundle(outdir, sheets) {
  const { build } = await import('esbuild');
  const styles = new Map(sheets.map(({ name, css }) => [name, css]));
  const { metafile } = await build({
    entryPoints: [
      ...SCRIPTS.map((name) => ({ in: join(CLIENT, name), out: name.replace('.ts', '') })),
      ...[...styles.keys()].map((name) => ({ in: `theme:${name}`, out: name.replace('.css', '') })),
    ],
    outdir,
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: ['es2021', 'chrome109', 'firefox115', 'safari15.4'],
    entryNames: '[name].[hash]',
    assetNames: '[name].[hash]',
    publicPath: '/assets/',
    loader: { '.woff2': 'file', '.svg': 'file', '.png': 'file' },
    logLevel: 'warning',
    absWorkingDir: ROOT,
    plugins: [compiledThemes(styles)],
  });
  return manifestOf(metafile);
}

/** Lets esbuild bundle style sheets that exist in memory only; their url()s are relative to views/theme. */
const compiledThemes = (styles) => ({
  name: 'compiled themes',
  setup(build) {
    build.onResolve({ filter: /^theme:/ }, ({ path }) => ({
      path: path.slice(6),
      namespace: 'theme',
    }));
    build.onLoad({ filter: /.*/, namespace: 'theme' }, ({ path }) => ({
      contents: styles.get(path),
      loader: 'css',
      resolveDir: THEME,
    }));
  },
});

function manifestOf(metafile) {
  const named = Object.entries(metafile.outputs).map(([output, { inputs: from, entryPoint }]) => {
    const source = basename((entryPoint ?? Object.keys(from)[0] ?? output).replace(/^theme:/, ''));
    return [source.replace(/\.ts$/, '.js'), basename(output)];
  });
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const started = performance.now();
  const built = await buildAssets();
  console.log(
    `assets ${built ? 'built' : 'up to date'} in ${Math.round(performance.now() - started)} ms`,
  );
}
