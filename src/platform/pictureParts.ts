import { createRequire } from 'node:module';

/** How sharp names its native packages: by system, C library and processor; WebAssembly serves where there is none. */
const NATIVE = [
  ...[`${process.platform}-${process.arch}`, `${process.platform}musl-${process.arch}`],
  'wasm32',
].map((place) => `@img/sharp-${place}/sharp.node`);

/**
 * Whether the packages that decode, read and draw pictures are here: they are optional, and not made for every system. Looked
 * up, not loaded.
 */
export function hasPictureParts(): boolean {
  const here = createRequire(import.meta.url);
  try {
    here.resolve('zxing-wasm/reader');
    const sharp = createRequire(here.resolve('sharp'));
    return NATIVE.some((name) => isThere(sharp, name));
  } catch {
    return false;
  }
}

function isThere({ resolve }: NodeJS.Require, name: string): boolean {
  try {
    return resolve(name) !== '';
  } catch {
    return false;
  }
}
