import {
  SETTINGS,
  type Config,
  type LoadedConfig,
  type SettingName,
} from '../../platform/config/index.js';
import { say, sayJson } from '../print.js';

/** Key, value (never a secret's) and where it came from: one line for each, or all of them as JSON. */
export function printConfig({ config, sources }: LoadedConfig, json: boolean): void {
  const settings = (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const { key } = SETTINGS[name];
    return { key, value: shown(name, config), source: sources[name] };
  });
  const counts = Object.entries(config.seed).map(([section, { length }]) => [section, length]);
  if (json) return sayJson({ settings, sandbox: Object.fromEntries(counts) as object });
  for (const { key, value, source } of settings) say(lineOf(key, value, source));
  const items = counts.map(([section, count]) => `${count} ${section}`);
  if (items.length > 0) say(lineOf('sandbox', `begins with ${items.join(', ')}`, 'file'));
}

const lineOf = (key: string, value: string, source: string): string =>
  `${key.padEnd(16)} ${value.padEnd(32)} ${source}`;

function shown(name: SettingName, config: Config): string {
  if ('secret' in SETTINGS[name] && config[name] !== '') return '(secret)';
  if (name === 'irsPort' && config.irsPort < 0) return config.port === 0 ? '(free)' : '(port + 1)';
  if (name === 'clients' && config.clients === '') return '(ask on loopback, else refuse)';
  return String(config[name]) || '-';
}
