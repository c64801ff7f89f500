import { Option } from 'commander';
import { OK } from '../exitCodes.js';
import { does, verb, type Verb } from '../verb.js';
import {
  configFrom,
  printFaults,
  withAddresses,
  withDatabase,
  type SettingFlags,
} from './configFrom.js';
import { WORKER_FLAG } from './workers/talk.js';

interface Flags extends SettingFlags {
  readonly checkConfig?: boolean;
  readonly asWorker?: boolean;
}

/** `standin start`: everything in one process, unless workers are asked for, until a signal ends it. */
export const startCommand: Verb = (ended, summary) =>
  does(
    withDatabase(withAddresses(verb('start', summary, 'standin start --ephemeral --port 0')))
      .option(
        '--lan',
        'for phones and others in the network: over TLS, with a token; prints a code to scan',
      )
      .option('--ephemeral', 'keep nothing; ignores --data')
      .option('--public-url <url>', 'address by which browsers reach this server')
      .option(
        '--workers <number>',
        'processes that share the port; above 1 on PostgreSQL (default 1)',
      )
      .option('--no-tester-bar', "without testers' short cuts on people's pages")
      .option('--quiet', 'log warnings and errors alone')
      .option('--check-config', 'print every value with where it came from, and exit')
      .option('--json', 'print one line of JSON when ready')
      .addOption(new Option(WORKER_FLAG).hideHelp()),
    ended,
    start,
  );

async function start(flags: Flags): Promise<number> {
  if (flags.asWorker) {
    const { work } = await import('./workers/work.js');
    return work();
  }
  const loaded = configFrom(flags);
  if ('faults' in loaded) return printFaults(loaded.faults);
  if (flags.checkConfig) {
    const { printConfig } = await import('./printConfig.js');
    printConfig(loaded, flags.json === true);
    return OK;
  }
  if (loaded.config.workers > 1) {
    const { serveByWorkers } = await import('./cluster.js');
    return serveByWorkers(loaded.config);
  }
  const { serve } = await import('./serve.js');
  return serve(loaded.config);
}
