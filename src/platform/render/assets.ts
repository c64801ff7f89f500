import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Styles, scripts, fonts and pictures as the build left them: every name carries a hash of its content. */
export interface Assets {
  /** The URL of an asset by its plain name (`standin.css`). Throws when the build has none of that name. */
  url(name: string): string;
  /** What stands behind the last part of an asset's URL; nothing but the names of the manifest is known. */
  find(hashedName: string): Asset | undefined;
}

export interface Asset {
  readonly content: Buffer;
  readonly type: string;
}

/** Names never change their content, so browsers may keep them for good (RFC 8246). */
export const ASSET_CACHE_CONTROL = 'public, max-age=31536000, immutable';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
};

/**
 * Reads `<folder>/manifest.json` (plain name -> hashed name) and the files that it names (some 300 KB), so that pages keep their
 * looks when a build replaces the folder. Throws when the assets were never built.
 */
export function openAssets(folder: string, prefix = '/assets/'): Assets {
  const manifest = readManifest(join(folder, 'manifest.json'));
  const files = readFiles(folder, Object.values(manifest));
  return {
    url(name) {
      const file = manifest[name];
      if (file === undefined) throw new Error(`no asset ${name} in ${folder}`);
      return prefix + file;
    },
    find: (hashedName) => files.get(hashedName),
  };
}

function readFiles(folder: string, names: readonly string[]): ReadonlyMap<string, Asset> {
  const files = new Map<string, Asset>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type !== undefined) files.set(name, { content: readFileSync(join(folder, name)), type });
  }
  return files;
}

function readManifest(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) throw new Error(`${file} is missing: build the assets first`);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
