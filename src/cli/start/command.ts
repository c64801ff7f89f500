import { OK } from '../exitCodes.js';
import { does, verb, type Verb } from '../verb.js';
import {
  configFrom,
  printFaults,
  withAddresses,
  withDatabase,
  type SettingFlags,
} from './configFrom.js';

interface Flags extends SettingFlags {
  readonly checkConfig?: boolean;
}

/** `standin start`: everything in one process, until a signal ends it. */
export const startCommand: Verb = (ended, summary) =>
  does(
    withDatabase(withAddresses(verb('start', summary, 'standin start --ephemeral --port 0')))
      .option('--ephemeral', 'keep nothing; ignores --data')
      .option('--public-url <url>', 'address by which browsers reach this server')
      .option('--quiet', 'log warnings and errors alone')
      .option('--check-config', 'print every value with where it came from, and exit')
      .option('--json', 'print one line of JSON when ready'),
    ended,
    start,
  );

async function start(flags: Flags): Promise<number> {
  const loaded = configFrom(flags);
  if ('faults' in loaded) return printFaults(loaded.faults);
  if (flags.checkConfig) {
    const { printConfig } = await import('./printConfig.js');
    printConfig(loaded);
    return OK;
  }
  const { serve } = await import('./serve.js');
  return serve(loaded.config);
}
