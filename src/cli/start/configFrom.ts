import type { Command } from 'commander';
import {
  environment,
  loadConfig,
  readConfigFile,
  SETTINGS,
  usualFile,
  type ConfigFault,
  type LoadedConfig,
  type SettingName,
} from '../../platform/config/index.js';
import { USAGE } from '../exitCodes.js';

/** Flags that set something; each is a setting's name. */
export interface SettingFlags {
  readonly port?: string;
  readonly irsPort?: string;
  readonly host?: string;
  readonly data?: string;
  readonly databaseUrl?: string;
  readonly publicUrl?: string;
  readonly workers?: string;
  readonly config?: string;
  readonly ephemeral?: boolean;
  readonly irs?: boolean;
  readonly lan?: boolean;
  readonly testerBar?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export const withDatabase = (command: Command): Command =>
  command
    .option('--data <dir>', 'folder of the embedded database (default ./data)')
    .option('--database-url <url>', 'PostgreSQL instead of the embedded database')
    .option('--config <file>', 'configuration file (default standin.config.yaml, if there is one)');

export const withAddresses = (command: Command): Command =>
  command
    .option('--port <number>', 'port of the provider, 0 for a free one (default 4545)')
    .option('--irs-port <number>', 'port of the simulated IRS (default: the next one)')
    .option('--host <name>', 'address to listen on (default: loopback alone)')
    .option('--no-irs', 'without the simulated IRS');

/** The configuration that these flags, the environment and the file make, or everything that is wrong with it. */
export function configFrom(
  flags: SettingFlags,
  env = environment(),
): LoadedConfig | { readonly faults: readonly ConfigFault[] } {
  const path = flags.config ?? env['STANDIN_CONFIG'];
  const inline = env['STANDIN_CONFIG_INLINE'];
  const file = readConfigFile(path, inline);
  if (!file.ok) {
    const key = inline !== undefined ? 'STANDIN_CONFIG_INLINE' : (path ?? usualFile() ?? '');
    return { faults: [{ key, reason: file.reason }] };
  }
  const loaded = loadConfig({
    flags: { ...settingsIn(flags), ...(flags.testerBar === false && { testerBar: 'off' }) },
    env,
    file: file.value,
    start: {
      ephemeral: flags.ephemeral === true,
      irs: flags.irs !== false,
      lan: flags.lan === true,
      quiet: flags.quiet === true,
      json: flags.json === true,
    },
  });
  return loaded.ok ? loaded.value : { faults: loaded.faults };
}

const settingsIn = (flags: SettingFlags): Partial<Record<SettingName, string>> =>
  Object.fromEntries(
    Object.entries(flags).filter(([name, value]) => name in SETTINGS && typeof value === 'string'),
  );

/** Every fault at once, with its key and reason. */
export function printFaults(faults: readonly ConfigFault[]): number {
  for (const { key, reason } of faults) process.stderr.write(`standin: ${key} ${reason}\n`);
  return USAGE;
}
