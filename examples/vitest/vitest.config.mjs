import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globalSetup: ['standin/jest/setup'], setupFiles: ['standin/vitest'] },
});
