import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Asset, Assets } from '../platform/render/assets.js';
import { sha256 } from '../platform/secrets.js';

const CSS = 'text/css; charset=utf-8';
const SVG = 'image/svg+xml';
const TYPES = { 'irs.css': CSS, 'irs.svg': SVG, 'cascadia.css': CSS, 'cascadia.svg': SVG };

/** The sites' style sheets and icons, served as they are written, under names that change with their content. */
export function openOwnAssets(viewsDir: string): Assets {
  const names = new Map<string, string>();
  const files = new Map<string, Asset>();
  for (const [name, type] of Object.entries(TYPES)) {
    const content = readFileSync(join(viewsDir, 'styles', name));
    const hashed = name.replace('.', `.${sha256(content).slice(0, 8)}.`);
    names.set(name, hashed);
    files.set(hashed, { content, type });
  }
  return {
    url(name) {
      const hashed = names.get(name);
      if (hashed === undefined) throw new Error(`no asset ${name}`);
      return `/assets/${hashed}`;
    },
    find: (hashedName) => files.get(hashedName),
  };
}
