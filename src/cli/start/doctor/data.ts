import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { examineData, type DataState } from '../../../app/examineData.js';
import type { Config } from '../../../platform/config/index.js';
import { explainFailure } from '../explainFailure.js';
import { ill, well, type Finding } from './finding.js';

/** Whether the data folder, or the nearest one above it that exists, can be written. */
export function examineFolder({ data }: Config): Finding {
  const name = 'data folder';
  const there = nearest(resolve(data));
  const todo = 'choose another one with --data';
  if (!statSync(there).isDirectory()) return ill(name, `${there} is not a folder`, todo);
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
  } catch {
    return ill(name, `${there} cannot be written`, todo);
  }
  return well(name, existsSync(data) ? `${data} can be written` : `${data} can be made`);
}

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

/** Database and deployment key, looked at without a server. */
export async function examineStoredData(config: Config): Promise<readonly Finding[]> {
  try {
    const state = await examineData(config);
    return [databaseFinding(state), keyFinding(state)];
  } catch (error) {
    const sentence = await explainFailure(error, config);
    if (sentence === undefined) throw error;
    return [{ name: 'database', ok: false, detail: sentence }];
  }
}

const SCHEMAS: Readonly<Record<DataState['schema'], Finding>> = {
  absent: well('database', 'is empty; the first start makes the tables'),
  behind: ill(
    'database',
    'is older than this program',
    'run: standin migrate (start does it, too)',
  ),
  current: well('database', 'answers and is up to date'),
};

const databaseFinding = ({ schema }: DataState): Finding => SCHEMAS[schema];

const keyFinding = ({ keyMatches }: DataState): Finding =>
  keyMatches === false
    ? ill(
        'deployment key',
        'is not the one that the data was written with',
        'give that one as STANDIN_SECRET',
      )
    : well(
        'deployment key',
        keyMatches === undefined ? 'nothing is sealed with one yet' : 'opens what is stored',
      );
