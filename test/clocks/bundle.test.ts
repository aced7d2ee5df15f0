/** What a bundle has of the clocks: what is used, and nothing besides. */

import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import { root } from '../cli/running.js';

/** The text of a bundle of a module that exports these names of `tla-ts/clocks`. */
async function bundled(names: string): Promise<string> {
  const entry = '\0entry';
  const outputs = (await build({
    configFile: false,
    logLevel: 'silent',
    root,
    build: { write: false, minify: false, lib: { entry: 'bundle-entry', formats: ['es'] } },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (id) => (id.endsWith('bundle-entry') ? entry : undefined),
        load: (id) =>
          id === entry
            ? `export { ${names} } from ${JSON.stringify(join(root, 'dist/src/clocks/index.js'))};`
            : undefined,
      },
    ],
  })) as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output.map((chunk) => ('code' in chunk ? chunk.code : ''))).join('');
}

describe('a bundle', () => {
  it('of a Lamport clock has no vector clock, and depends on nothing', async () => {
    const code = await bundled('LamportClock');
    expect(code).toContain('class LamportClock');
    expect(code).not.toContain('VectorClock');
    expect(code).not.toMatch(/^import /m);
  });

  it('of a vector clock has no Lamport clock', async () => {
    const code = await bundled('VectorClock');
    expect(code).toContain('VectorClock');
    expect(code).not.toContain('LamportClock');
    expect(code).not.toContain('compareTimestamps');
  });
});
