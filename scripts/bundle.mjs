// tsc compiles each source to a file in build/, which benchmarks, and tests with threads, run. What ships is bundled from there into
// dist/: to load some 200 small modules took a quarter of a short check. Entries keep their places, what they share are chunks.
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { grammar } from 'ohm-js';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
const build = new URL('build/', root);
const dist = new URL('dist/', root);

/** What is started or imported by others: the command, the packages' exports, and what runs in threads. */
const entries = [
  'src/cli',
  'src/index',
  'src/vitest',
  'src/clocks/index',
  'src/batch/thread',
  'src/batch/simulation-thread',
  'src/compile/open',
  'checker/worker',
  'checker/liveness/clear-worker',
];

/** The standard modules and templates travel as they are; the grammars are compiled, so that the tool starts faster. */
function copyAssets() {
  for (const folder of ['src', 'checker']) {
    for (const path of readdirSync(new URL(folder, root), { recursive: true })) {
      const from = new URL(`${folder}/${path}`, root);
      const to = new URL(`${folder}/${path}`, build);
      if (['.tla', '.json', '.spec'].some((ending) => path.endsWith(ending))) cpSync(from, to);
      if (path.endsWith('.ohm')) {
        const recipe = grammar(readFileSync(from, 'utf8')).toRecipe();
        writeFileSync(fileURLToPath(to).replace(/\.ohm$/, '.recipe.json'), recipe);
      }
    }
    cpSync(new URL(folder, build), new URL(folder, dist), {
      recursive: true,
      filter: (path) => !path.endsWith('.js'),
    });
  }
}

/** Modules find files and threads by their own places, which they keep wherever their text goes. */
const keepPlaces = {
  name: 'keep-places',
  transform: (code, id) =>
    code.replaceAll('import.meta.url', `__placeOf(${JSON.stringify(relative(fileURLToPath(build), id))})`),
  renderChunk: (code, { fileName }) =>
    code.replaceAll(/__placeOf\("([^"]*)"\)/g, (_, path) => {
      const up = '../'.repeat(fileName.split('/').length - 1);
      return `new URL(${JSON.stringify(`${up || './'}${path}`)}, import.meta.url).href`;
    }),
};

rmSync(dist, { recursive: true, force: true });
copyAssets();
const bundle = await rolldown({
  input: Object.fromEntries(entries.map((entry) => [entry, fileURLToPath(new URL(`${entry}.js`, build))])),
  platform: 'node',
  external: (id) => !id.startsWith('.') && !id.startsWith('/'),
  plugins: [keepPlaces],
});
await bundle.write({
  dir: fileURLToPath(dist),
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  keepNames: true,
});
await bundle.close();

// npx and npm link run it as it lies here, and may not make it executable again after a build.
chmodSync(new URL('src/cli.js', dist), 0o755);
