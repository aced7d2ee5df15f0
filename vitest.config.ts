import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The examples in docs/ import the package by its name.
  resolve: {
    alias: {
      'tla-ts/clocks': fileURLToPath(new URL('src/clocks/index.ts', import.meta.url)),
      'tla-ts': fileURLToPath(new URL('src/index.ts', import.meta.url)),
    },
  },
  // Every processor works: two of them are what the suite is to be quick on.
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/built.ts'],
    testTimeout: 60_000,
    maxWorkers: '100%',
  },
});
