import type { Config } from '../../platform/config/index.js';
import { REFUSED, USAGE } from '../exitCodes.js';
import { explainFailure } from './explainFailure.js';
import { SEED_REFUSED } from '../../app/seedRefused.js';

/** Says in one sentence why it does not start and answers the exit code; throws what only a developer can mend. */
export async function refuseStart(error: unknown, config: Config): Promise<number> {
  const sentence = await explainFailure(error, config);
  if (sentence === undefined) throw error;
  process.stderr.write(`standin: ${sentence}\n`);
  return (error as { code?: unknown }).code === SEED_REFUSED ? USAGE : REFUSED;
}
