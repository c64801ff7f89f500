import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../../engine/index.js';
import { FOLDERS } from '../../folders.js';
import { ill, well, type Finding } from './finding.js';

const BUILD = 'run: npm run build';

/** What the build makes and the package brings. */
export const examineParts = (): readonly Finding[] => [
  existsSync(join(FOLDERS.assets, 'manifest.json'))
    ? well('assets', 'styles and scripts of the pages are built')
    : ill('assets', 'styles and scripts of the pages are missing', BUILD),
  createEngine({ workersDir: FOLDERS.engine }).available
    ? well('engine', 'its workers and models are here')
    : ill('engine', 'its workers or models are missing: no picture can be judged', BUILD),
];
