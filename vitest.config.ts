import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** They start processes, or put something in the place of a module. */
const outer = ['test/*.test.ts', 'test/{cli,commands,docs}/**/*.test.ts', 'test/specs/format.test.ts'];

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
    globalSetup: ['test/built.ts'],
    // Not a measure of speed: a machine that is shared may be three times as slow as another.
    testTimeout: 180_000,
    maxWorkers: '100%',
    // Texts are parsed and specs compiled by the thousand: with little room for what is young much of the time goes into collecting it.
    execArgv: ['--max-semi-space-size=64'],
    projects: [
      {
        extends: true,
        // In processes that have loaded the modules already: to load them for each file took a sixth of the time.
        test: { name: 'library', include: ['test/**/*.test.ts'], exclude: outer, isolate: false },
      },
      { extends: true, test: { name: 'tool', include: outer } },
    ],
  },
});
