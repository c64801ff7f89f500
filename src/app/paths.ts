import { fileURLToPath } from 'node:url';

const below = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The folders that come with the package; the same in a checkout, in tests and beside the bundle. */
export const PATHS = {
  migrations: below('migrations'),
  views: below('views'),
  docs: below('docs'),
  irsViews: below('views/irs'),
  fixtures: below('fixtures'),
  taxpayers: below('fixtures/irs/taxpayers.json'),
  assets: below('dist/assets'),
  engine: below('dist/engine'),
} as const;
