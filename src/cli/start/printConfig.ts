import {
  SETTINGS,
  type Config,
  type LoadedConfig,
  type SettingName,
} from '../../platform/config/index.js';

/** One line for each value: key, value (never a secret's) and where it came from. */
export function printConfig({ config, sources }: LoadedConfig): void {
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const { key } = SETTINGS[name];
    const value = shown(name, config);
    printLine(key, value, sources[name]);
  }
  const items = Object.entries(config.seed).map(([section, { length }]) => `${length} ${section}`);
  if (items.length > 0) printLine('sandbox', `begins with ${items.join(', ')}`, 'file');
}

const printLine = (key: string, value: string, source: string): void =>
  void process.stdout.write(`${key.padEnd(16)} ${value.padEnd(32)} ${source}\n`);

function shown(name: SettingName, config: Config): string {
  if ('secret' in SETTINGS[name] && config[name] !== '') return '(secret)';
  if (name === 'irsPort' && config.irsPort < 0) return config.port === 0 ? '(free)' : '(port + 1)';
  if (name === 'clients' && config.clients === '') return '(ask on loopback, else refuse)';
  return String(config[name]) || '-';
}
