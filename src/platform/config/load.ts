import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { ok, refused, type Result } from '../result.js';
import { isPublic } from './publicHost.js';
import {
  readSecretFile,
  SETTINGS,
  type Setting,
  type SettingName,
  type Settings,
} from './settings.js';

export type Source = 'flag' | 'environment' | 'file' | 'default';

export interface ConfigFault {
  readonly key: string;
  readonly reason: string;
}

/** What is not a setting but a mode of one run. */
export interface StartFlags {
  readonly ephemeral: boolean;
  readonly irs: boolean;
  /** For everybody in the network, over TLS. */
  readonly lan?: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

export interface Config extends Settings, StartFlags {
  readonly seed: Seed;
}

export interface LoadedConfig {
  readonly config: Config;
  /** Where each value came from, for `start --check-config`. */
  readonly sources: Readonly<Record<SettingName, Source>>;
}

export interface ConfigSources {
  /** Values by member name; members that were not given are absent. */
  readonly flags: Readonly<Partial<Record<SettingName, string>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file: Readonly<Record<string, unknown>>;
  readonly start: StartFlags;
}

const NAMES = Object.keys(SETTINGS) as SettingName[];

/** Sections of the configuration file that seed the default sandbox, in the order in which they build on each other. */
export const SEED_SECTIONS = ['partners', 'clients', 'people', 'outcomes', 'webhooks'] as const;

/** Items by section, each as the control API takes it, with an `id` of its own. */
export type Seed = Readonly<Partial<Record<(typeof SEED_SECTIONS)[number], readonly unknown[]>>>;

/** Flags over environment over file over defaults. Every fault is found before anything is refused. */
export function loadConfig(sources: ConfigSources): ConfigResult {
  const faults: ConfigFault[] = unknownMembers(sources.file);
  const values: Partial<Record<SettingName, unknown>> = {};
  const from: Partial<Record<SettingName, Source>> = {};
  for (const name of NAMES) {
    const setting = SETTINGS[name] as Setting<unknown>;
    const found = find(name, setting, sources, faults);
    const parsed = found ? setting.parse(found.text) : ok(setting.fallback);
    if (parsed.ok) values[name] = parsed.value;
    else faults.push({ key: found?.label ?? setting.key, reason: parsed.reason });
    from[name] = found?.source ?? 'default';
  }
  if (faults.length > 0) return { ok: false, faults };
  const config: Config = { ...(values as Settings), ...sources.start, seed: seedIn(sources.file) };
  const contradictory = contradictions(config);
  if (contradictory.length > 0) return { ok: false, faults: contradictory };
  return { ok: true, value: { config, sources: from as Required<typeof from> } };
}

export type ConfigResult =
  | { readonly ok: true; readonly value: LoadedConfig }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

interface Found {
  readonly text: string;
  readonly source: Source;
  readonly label: string;
}

function find(
  name: SettingName,
  setting: Setting<unknown>,
  sources: ConfigSources,
  faults: ConfigFault[],
): Found | undefined {
  const flag = sources.flags[name];
  if (flag !== undefined) {
    return { text: flag, source: 'flag', label: `--${setting.key.replaceAll('_', '-')}` };
  }
  for (const variable of setting.env) {
    const text = sources.env[variable];
    if (text !== undefined && text !== '') return { text, source: 'environment', label: variable };
    const path = sources.env[`${variable}_FILE`];
    if (path === undefined || path === '') continue;
    try {
      return { text: readSecretFile(path), source: 'environment', label: `${variable}_FILE` };
    } catch {
      faults.push({ key: `${variable}_FILE`, reason: 'names a file that cannot be read' });
    }
  }
  const value = sources.file[setting.key];
  if (isNested(value) && !isSection(setting.key, value)) {
    faults.push({ key: setting.key, reason: 'must be a single value or a list of them' });
    return undefined;
  }
  const missing = value === undefined || value === null || isSection(setting.key, value);
  return missing ? undefined : fromFile(setting.key, value);
}

/** `clients` is a setting (what to do with unknown ones) and, as a list, a section. */
const isSection = (key: string, value: unknown): boolean =>
  (SEED_SECTIONS as readonly string[]).includes(key) && Array.isArray(value);

const seedIn = (file: Readonly<Record<string, unknown>>): Seed =>
  Object.fromEntries(Object.entries(file).filter(([key, value]) => isSection(key, value)));

const isNested = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some((item) => typeof item === 'object')
    : typeof value === 'object' && value !== null;

function fromFile(key: string, value: unknown): Found {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return {
    text: value === true ? 'on' : value === false ? 'off' : text,
    source: 'file',
    label: key,
  };
}

function unknownMembers(file: Readonly<Record<string, unknown>>): ConfigFault[] {
  const known = new Set([...NAMES.map((name) => SETTINGS[name].key), ...SEED_SECTIONS]);
  const unlisted = SEED_SECTIONS.filter(
    (key) => key !== 'clients' && key in file && !Array.isArray(file[key]),
  );
  const faults = unlisted.map((key): ConfigFault => ({ key, reason: 'must be a list' }));
  return Object.keys(file)
    .filter((key) => !known.has(key) && key !== '$schema')
    .map((key): ConfigFault => ({
      key,
      reason: `is not a setting; known are: ${[...known].join(', ')}`,
    }))
    .concat(faults);
}

function contradictions(config: Config): ConfigFault[] {
  const faults: ConfigFault[] = [];
  if (config.ephemeral && config.databaseUrl !== '') {
    faults.push({
      key: '--ephemeral',
      reason: 'keeps nothing, so it cannot be used with a database URL',
    });
  }
  if (config.databaseUrl !== '' && config.secret === '') {
    faults.push({
      key: 'STANDIN_SECRET',
      reason: 'is required on PostgreSQL: every process needs the same key',
    });
  }
  if (config.gate === '' && isPublic(config.publicUrl)) {
    faults.push({
      key: 'STANDIN_GATE',
      reason: `is required (user:password) because ${config.publicUrl} is public: strangers must not take a test system for a real one`,
    });
  }
  if (config.irs && config.port !== 0 && config.irsPort === config.port) {
    faults.push({
      key: 'irs_port',
      reason: `must not be ${config.port}, the port of the provider`,
    });
  }
  if (config.lan && config.workers > 1) {
    faults.push({ key: '--lan', reason: 'is for one process; leave --workers out' });
  }
  if (config.workers > 1 && config.databaseUrl === '') {
    const why = config.ephemeral
      ? 'what is ephemeral is kept in one process'
      : 'one process at a time owns the embedded database';
    faults.push({ key: 'workers', reason: `above 1 need PostgreSQL (database_url): ${why}` });
  }
  return faults;
}

/** The configuration file's content: named, inline, or `standin.config.{yaml,yml,json}` in the working directory. */
export function readConfigFile(
  path: string | undefined,
  inline: string | undefined,
): Result<Record<string, unknown>, string> {
  const found = path ?? usualFile();
  if (inline === undefined && found === undefined) return ok({});
  try {
    const parsed: unknown = parseYaml(inline ?? readFileSync(found ?? '', 'utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? ok(parsed as Record<string, unknown>)
      : refused('must be a mapping of settings');
  } catch (error) {
    return refused(whyUnread(error as NodeJS.ErrnoException));
  }
}

/** The configuration file of the working directory, if there is one. */
export const usualFile = (): string | undefined =>
  ['standin.config.yaml', 'standin.config.yml', 'standin.config.json'].find((name) =>
    existsSync(name),
  );

function whyUnread({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'is not there; standin init writes one';
  const [what = ''] = message.split('\n');
  return code?.startsWith('E')
    ? `cannot be read (${code})`
    : `is not YAML or JSON: ${what.replace(/:$/, '')}`;
}
