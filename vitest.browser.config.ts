import { defineConfig } from 'vitest/config';

/** What needs Chromium: apart from the other tests, which need Node only. */
export default defineConfig({
  test: { include: ['test/browser/**/*.browser.ts'], globalSetup: ['test/built.ts'], testTimeout: 60_000 },
});
