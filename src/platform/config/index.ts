export {
  SEED_SECTIONS,
  loadConfig,
  readConfigFile,
  type Config,
  type ConfigFault,
  type LoadedConfig,
  type Seed,
} from './load.js';
export { SETTINGS, type Setting, type SettingName, type Settings } from './settings.js';
export { environment } from './environment.js';
