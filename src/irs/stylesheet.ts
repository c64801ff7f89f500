import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assets } from '../platform/render/assets.js';
import { sha256 } from '../platform/secrets.js';

const NAME = 'irs.css';

/** The site's one asset, plain CSS served as it is written, under a name that changes with its content. */
export function openStylesheet(viewsDir: string): Assets {
  const path = join(viewsDir, 'styles', NAME);
  const hashed = `irs.${sha256(readFileSync(path)).slice(0, 8)}.css`;
  return {
    url(name) {
      if (name !== NAME) throw new Error(`no asset ${name}`);
      return `/assets/${hashed}`;
    },
    find: (name) => (name === hashed ? { path, type: 'text/css; charset=utf-8' } : undefined),
  };
}
