// tsc compiles each source to a file in build/, which benchmarks, and tests with threads, run. What ships is bundled from there into
// dist/: to load some 200 small modules took a quarter of a short check. Entries keep their places, what they share are chunks.
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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
  transform: (code, id) => {
    if (id.startsWith('\0')) return undefined;
    return code.replaceAll(
      'import.meta.url',
      `__placeOf(${JSON.stringify(relative(fileURLToPath(build), id))})`,
    );
  },
  renderChunk: (code, { fileName }) =>
    code.replaceAll(/__placeOf\("([^"]*)"\)/g, (_, path) => {
      const up = '../'.repeat(fileName.split('/').length - 1);
      return `new URL(${JSON.stringify(`${up || './'}${path}`)}, import.meta.url).href`;
    }),
};

/**
 * Packages in CommonJS. Node reads the whole text of one that is imported, to find its names, before it runs it; required it is run
 * at once. So the names are found here.
 */
const commonJs = ['cli-table3', 'commander', 'immutable', 'picocolors', 'worker-threads-pool'];
const require = createRequire(import.meta.url);
const requireCommonJs = {
  name: 'require-common-js',
  resolveId: (id) => (commonJs.includes(id) ? `\0${id}` : undefined),
  load(id) {
    if (!id.startsWith('\0') || !commonJs.includes(id.slice(1))) return undefined;
    const name = id.slice(1);
    const names = Object.keys(require(name)).filter(
      (key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== 'default',
    );
    return `import { createRequire } from 'node:module';
      const all = createRequire(import.meta.url)('${name}');
      export default all;
      export const { ${names.join(', ')} } = all;`;
  },
};

rmSync(dist, { recursive: true, force: true });
copyAssets();
const bundle = await rolldown({
  input: Object.fromEntries(entries.map((entry) => [entry, fileURLToPath(new URL(`${entry}.js`, build))])),
  platform: 'node',
  external: (id) => /^[^./\0]/.test(id) && !commonJs.includes(id),
  plugins: [requireCommonJs, keepPlaces],
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
