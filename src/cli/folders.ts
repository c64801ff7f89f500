import { fileURLToPath } from 'node:url';

const below = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** What comes with the package and is used without a server. */
export const FOLDERS = {
  manifest: below('package.json'),
  fixtures: below('fixtures'),
  migrations: below('migrations'),
  assets: below('dist/assets'),
  engine: below('dist/engine'),
  configSchema: below('dist/standin.config.schema.json'),
  bundle: below('dist/standin.cjs'),
} as const;
