import { SETTINGS, type LoadedConfig, type SettingName } from '../../platform/config/index.js';

/** One line for each value: key, value (never a secret's) and where it came from. */
export function printConfig({ config, sources }: LoadedConfig): void {
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const { key } = SETTINGS[name];
    const secret = 'secret' in SETTINGS[name] && config[name] !== '';
    const value = secret ? '(secret)' : String(config[name]);
    process.stdout.write(`${key.padEnd(16)} ${value.padEnd(32)} ${sources[name]}\n`);
  }
}
