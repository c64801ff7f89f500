// Bundles the engine's two workers into dist/engine/, with the face models and wasm files beside them. Costs nothing when
// no source and no package version changed since. Usage: node scripts/build/engine.mjs, or import { buildEngine }.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const PACKAGES = [
  '@vladmandic/face-api',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-wasm',
  'esbuild',
];
const MODELS = ['ssd_mobilenetv1_model', 'face_landmark_68_model', 'face_recognition_model'];
const WASM = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];

const folderOf = (name) => path.join(root, 'node_modules', name);

/** Digest of everything that the bundles are made of. */
async function fingerprint() {
  const digest = createHash('sha256').update(await readFile(fileURLToPath(import.meta.url)));
  for (const name of PACKAGES) {
    digest.update(`${name}@${require(path.join(folderOf(name), 'package.json')).version}`);
  }
  for (const room of ['engine', 'platform']) {
    const folder = path.join(root, 'src', room);
    const files = (await readdir(folder, { recursive: true }))
      .filter((f) => f.endsWith('.ts'))
      .sort();
    for (const file of files) digest.update(file).update(await readFile(path.join(folder, file)));
  }
  return digest.digest('hex');
}

/** face-api asks for the whole of tfjs, for a WebGL backend and for node-fetch; a bundle for wasm needs none of them. */
const slimFaceApi = {
  name: 'slim-face-api',
  setup(build) {
    const module = (filter, contents) => {
      build.onResolve({ filter }, ({ path: name }) => ({ path: name, namespace: 'slim' }));
      build.onLoad({ filter, namespace: 'slim' }, () => ({ contents, resolveDir: root }));
    };
    module(
      /^@tensorflow\/tfjs\/dist\/index\.js$/,
      "export * from '@tensorflow/tfjs-core'; import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';",
    );
    module(
      /^(@tensorflow\/tfjs-backend-webgl\/dist\/index\.js|node-fetch)$/,
      "export default globalThis.fetch; export const version_webgl = 'none';",
    );
  },
};

const banner =
  "import { createRequire as __createRequire } from 'node:module'; import { fileURLToPath as __fileURLToPath } from 'node:url';" +
  "const require = __createRequire(import.meta.url); const __filename = __fileURLToPath(import.meta.url); const __dirname = __fileURLToPath(new URL('.', import.meta.url));";

async function bundle(target) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: ['faceWorker', 'textWorker'].map((name) =>
      path.join(root, `src/engine/workers/${name}.ts`),
    ),
    outdir: target,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['sharp', 'zxing-wasm'],
    banner: { js: banner },
    plugins: [slimFaceApi],
    logLevel: 'error',
  });
  for (const model of MODELS) {
    for (const file of [`${model}.bin`, `${model}-weights_manifest.json`]) {
      await copyFile(
        path.join(folderOf('@vladmandic/face-api'), 'model', file),
        path.join(target, file),
      );
    }
  }
  for (const file of WASM) {
    await copyFile(
      path.join(folderOf('@tensorflow/tfjs-backend-wasm'), 'dist', file),
      path.join(target, file),
    );
  }
}

/** Makes dist/engine/ (or `target`) when it is stale; answers its path and whether anything was built. */
export async function buildEngine(target = path.join(root, 'dist/engine')) {
  const stamp = path.join(target, 'built-from');
  const current = await fingerprint();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === current) return { target, built: false };
  const fresh = `${target}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  await bundle(fresh);
  await writeFile(path.join(fresh, 'built-from'), current);
  // Two renames, so that a reader finds the folder missing for an instant at most.
  const old = `${fresh}.old`;
  await rename(target, old).catch(() => undefined);
  await rename(fresh, target).catch(() => rm(fresh, { recursive: true, force: true }));
  await rm(old, { recursive: true, force: true });
  return { target, built: true };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { target, built } = await buildEngine();
  process.stdout.write(`${built ? 'built' : 'up to date'}: ${path.relative(root, target)}\n`);
}
