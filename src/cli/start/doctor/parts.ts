import { existsSync } from 'node:fs';
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
  createEngine({ workersDir: FOLDERS.engine }).available
    ? well('engine', 'its workers, models and packages are here')
    : hint('engine', 'is not installed: pictures are judged by scripts alone', HOW_TO_INSTALL),
];
