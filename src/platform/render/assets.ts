import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Styles, scripts, fonts and pictures as the build left them: every name carries a hash of its content. */
export interface Assets {
  /** The URL of an asset by its plain name (`standin.css`). Throws when the build has none of that name. */
  url(name: string): string;
  /** The file behind the last part of an asset's URL; only names of the manifest are ever opened. */
  find(hashedName: string): Asset | undefined;
}

export interface Asset {
  readonly path: string;
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

/** Reads `<folder>/manifest.json` (plain name -> hashed name) once. Throws when the assets were never built. */
export function openAssets(folder: string, prefix = '/assets/'): Assets {
  const manifest = readManifest(join(folder, 'manifest.json'));
  const hashed = new Set(Object.values(manifest));
  return {
    url(name) {
      const file = manifest[name];
      if (file === undefined) throw new Error(`no asset ${name} in ${folder}`);
      return prefix + file;
    },
    find(hashedName) {
      const type = TYPES[extname(hashedName)];
      if (!hashed.has(hashedName) || type === undefined) return undefined;
      return { path: join(folder, hashedName), type };
    },
  };
}

function readManifest(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) throw new Error(`${file} is missing: build the assets first`);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
