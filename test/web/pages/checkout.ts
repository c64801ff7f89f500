import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Jest runs from the checkout's root. */
export const ROOT = process.cwd();
export const VIEWS = join(ROOT, 'views');

/** Styles and scripts as the pages link them; costs nothing when they are current. Built outside of Jest's realm. */
export function buildAssets(): void {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build/assets.mjs')], { stdio: 'pipe' });
}
