import {
  loadConfig,
  SETTINGS,
  type Config,
  type SettingName,
  type Settings,
} from '../../platform/config/index.js';

/** Everything is optional. What is said here counts, the environment and configuration files do not. */
export interface StartOptions extends Partial<Omit<Settings, 'workers'>> {
  /** Keeps nothing; the default, unless `data` or `databaseUrl` says where to keep it. */
  readonly ephemeral?: boolean;
  /** Starts the simulated IRS too; off unless said. */
  readonly irs?: boolean;
  /** What the default sandbox holds from the start, as the control API takes it, each with an `id`. */
  readonly seed?: StartSeed;
}

export type StartSeed = Readonly<
  Partial<Record<'partners' | 'clients' | 'people' | 'outcomes', readonly object[]>>
>;

/** The configuration that the options make, on a free port unless said. Throws with every fault. */
export function configOf(options: StartOptions): Config {
  const { ephemeral, irs = false, seed = {}, ...settings } = options;
  const kept = settings.data !== undefined || settings.databaseUrl !== undefined;
  const loaded = loadConfig({
    flags: textsOf({ port: 0, logLevel: 'warn', ...settings }),
    env: {},
    file: seed,
    start: { ephemeral: ephemeral ?? !kept, irs, quiet: false, json: false },
  });
  if (loaded.ok) return loaded.value.config;
  const lines = loaded.faults.map(({ key, reason }) => `${nameOf(key)} ${reason}`);
  throw new Error(lines.join('\n'));
}

const textsOf = (
  settings: Readonly<Record<string, unknown>>,
): Readonly<Partial<Record<SettingName, string>>> => {
  const unknown = Object.keys(settings).filter((name) => !(name in SETTINGS) || name === 'workers');
  if (unknown.length > 0)
    throw new Error(`startStandin does not know ${unknown.join(', ')}; known: ${KNOWN.join(', ')}`);
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, textOf(value)]],
    ),
  );
};

/** As a flag has it: lists with commas. */
const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(',') : `${value as string | number}`;

const KNOWN = [
  ...Object.keys(SETTINGS).filter((name) => name !== 'workers'),
  ...['ephemeral', 'irs', 'seed'],
];

/** `--public-url` is `publicUrl` here. */
const nameOf = (key: string): string =>
  key.replace(/^--/, '').replace(/[-_]([a-z])/g, (_match, letter: string) => letter.toUpperCase());
