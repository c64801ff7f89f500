export {
  SEED_SECTIONS,
  loadConfig,
  readConfigFile,
  usualFile,
  type Config,
  type ConfigFault,
  type LoadedConfig,
  type Seed,
} from './load.js';
export { SETTINGS, type Setting, type SettingName, type Settings } from './settings.js';
export { isPublic } from './publicHost.js';
export { environment } from './environment.js';
