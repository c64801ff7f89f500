import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, HOW_TO_INSTALL } from '../../../engine/index.js';
import { FOLDERS } from '../../folders.js';
import { hint, ill, well, type Finding } from './finding.js';

const BUILD = 'run: npm run build';

/** What the build makes and the package brings. */
export const examineParts = (): readonly Finding[] => [
  existsSync(join(FOLDERS.assets, 'manifest.json'))
    ? well('assets', 'styles and scripts of the pages are built')
    : ill('assets', 'styles and scripts of the pages are missing', BUILD),
  fontsFinding(),
  createEngine({ workersDir: FOLDERS.engine }).available
    ? well('engine', 'its workers, models and packages are here')
    : hint('engine', 'is not installed: pictures are judged by scripts alone', HOW_TO_INSTALL),
];

/** What the letters of specimen documents are drawn from; the pages' own fonts are among the assets. */
const SPECIMEN_FONTS = join(FOLDERS.fixtures, 'fonts');

/** Fonts of the pages, by the list of the assets, and of the specimens: none is taken from the machine. */
function fontsFinding(): Finding {
  const missing = existsSync(SPECIMEN_FONTS) ? fontsOfPages().find(isMissing) : SPECIMEN_FONTS;
  return missing === undefined
    ? well('fonts', 'of pages and specimens are here')
    : ill('fonts', `${missing} is missing`, BUILD);
}

const isMissing = (name: string): boolean => !existsSync(join(FOLDERS.assets, name));

function fontsOfPages(): readonly string[] {
  try {
    const manifest: unknown = JSON.parse(
      readFileSync(join(FOLDERS.assets, 'manifest.json'), 'utf8'),
    );
    const names = Object.values(manifest as Record<string, string>);
    return names.filter((name) => name.endsWith('.woff2'));
  } catch {
    return ['manifest.json'];
  }
}
