import { Command, Option } from 'commander';
import {
  environment,
  loadConfig,
  readConfigFile,
  SETTINGS,
  type ConfigFault,
  type LoadedConfig,
  type SettingName,
} from '../../platform/config/index.js';
import { USAGE } from '../exitCodes.js';
import { printConfig } from './printConfig.js';

interface Flags {
  readonly port?: string;
  readonly irsPort?: string;
  readonly host?: string;
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly publicUrl?: string;
  readonly config?: string;
  readonly ephemeral?: boolean;
  readonly irs: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly checkConfig?: boolean;
}

/** `standin start`: everything in one process, until a signal ends it. */
export const startCommand = (ended: (code: number) => void): Command =>
  new Command('start')
    .description('start the provider and the simulated IRS')
    .option('--port <number>', 'port of the provider, 0 for a free one (default 4545)')
    .option('--irs-port <number>', 'port of the simulated IRS (default: the next one)')
    .option('--host <name>', 'address to listen on (default: loopback alone)')
    .option('--data <dir>', 'folder of the embedded database (default ./data)')
    .option('--ephemeral', 'keep nothing; ignores --data')
    .option('--database-url <url>', 'PostgreSQL instead of the embedded database')
    .option('--config <file>', 'configuration file (default standin.config.yaml, if there is one)')
    .option('--public-url <url>', 'address by which browsers reach this server')
    .option('--no-irs', 'without the simulated IRS')
    .option('--quiet', 'log warnings and errors alone')
    .option('--check-config', 'print every value with where it came from, and exit')
    .addOption(new Option('--json', 'print one line of JSON when ready'))
    .action(async (flags: Flags) => ended(await start(flags)));

async function start(flags: Flags): Promise<number> {
  const loaded = configFrom(flags);
  if ('faults' in loaded) return printFaults(loaded.faults);
  if (flags.checkConfig) {
    printConfig(loaded);
    return 0;
  }
  const { serve } = await import('./serve.js');
  return serve(loaded.config);
}

function configFrom(flags: Flags): LoadedConfig | { readonly faults: readonly ConfigFault[] } {
  const env = environment();
  const file = readConfigFile(flags.config ?? env['STANDIN_CONFIG'], env['STANDIN_CONFIG_INLINE']);
  if (!file.ok) return { faults: [{ key: flags.config ?? 'STANDIN_CONFIG', reason: file.reason }] };
  const loaded = loadConfig({
    flags: settingsIn(flags),
    env,
    file: file.value,
    start: {
      ephemeral: flags.ephemeral === true,
      irs: flags.irs,
      quiet: flags.quiet === true,
      json: flags.json === true,
    },
  });
  return loaded.ok ? loaded.value : { faults: loaded.faults ?? [] };
}

const settingsIn = (flags: Flags): Partial<Record<SettingName, string>> =>
  Object.fromEntries(
    Object.entries(flags).filter(([name, value]) => name in SETTINGS && typeof value === 'string'),
  );

/** Every fault at once, with its key and reason. */
function printFaults(faults: readonly ConfigFault[]): number {
  for (const { key, reason } of faults) process.stderr.write(`standin: ${key} ${reason}\n`);
  return USAGE;
}
