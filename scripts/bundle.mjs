// tsc compiles each source to a file in build/, which benchmarks, and tests with threads, run. What ships is bundled from there into
// dist/: to load some 200 small modules took a quarter of a short check.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { grammar } from 'ohm-js';
import { rolldown } from 'rolldown';
import { licensesOf } from './licenses.mjs';

const root = new URL('../', import.meta.url);
const build = new URL('build/', root);
const dist = new URL('dist/', root);

/** What others import, the exports of the package: ES modules, which keep their places, with what they share in chunks. */
const imported = ['src/index', 'src/vitest', 'src/clocks/index'];

/**
 * What is run, and how: bundles in CommonJS, of which V8's code is kept (src/launch.ts). One is of the command and of threads that do all
 * that it does, one of the threads of a search, which need little and start while others wait for them.
 */
const run = {
  bundle: {
    head: `import { wantCode } from ${JSON.stringify(builtOf('src/code-cache'))};
      if (__wanted !== undefined) wantCode(__wanted);`,
    entries: { 'src/cli': '.main()', 'src/batch/thread': '', 'src/batch/simulation-thread': '' },
  },
  threads: {
    head: `import { keepAtEnd } from ${JSON.stringify(builtOf('src/code-cache'))};
      if (__wanted !== undefined) keepAtEnd(__wanted);`,
    entries: { 'checker/worker': '', 'src/compile/open': '', 'checker/liveness/clear-worker': '' },
  },
};

/** Packages that few runs have a use for: they are loaded from where they are installed. */
const seldom = ['@clack/prompts', '@viz-js/viz', 'chokidar', 'tinyglobby'];

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

/**
 * Modules find files and threads by their own places, which they keep wherever their text goes. By its ending each says that what
 * threads start with is CommonJS (checker/built.ts).
 */
const keepPlaces = {
  name: 'keep-places',
  transform: (code, id) => {
    if (id.startsWith('\0')) return undefined;
    const place = relative(fileURLToPath(build), id).replace(/\.js$/, '.cjs');
    return code.replaceAll('import.meta.url', `__placeOf(${JSON.stringify(place)})`);
  },
  renderChunk: (code, { fileName }, { format }) =>
    code.replaceAll(/__placeOf\("([^"]*)"\)/g, (_, path) => {
      const up = '../'.repeat(fileName.split('/').length - 1);
      const place = JSON.stringify(`${up || './'}${path}`);
      return `new URL(${place}, ${format === 'es' ? 'import.meta.url' : '__bundleUrl'}).href`;
    }),
};

/**
 * Packages in CommonJS that an ES module imports. Node reads the whole text of one, to find its names, before it runs it; required it
 * is run at once. So the names are found here.
 */
const commonJs = ['cli-table3', 'immutable', 'picocolors', 'worker-threads-pool'];
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

async function bundleImported() {
  const bundle = await rolldown({
    input: Object.fromEntries(imported.map((entry) => [entry, builtOf(entry)])),
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
}

/** The module that a bundle begins with. A module is run when it is first asked for, with what it imports. */
const begin = ({ head, entries }) => ({
  name: 'entries',
  resolveId: (id) => (id === 'entries' ? `\0${id}` : undefined),
  load: (id) =>
    id === '\0entries'
      ? `${head}
        export const entries = {
          ${Object.entries(entries)
            .map(([entry, call]) => `'${entry}': () => require(${JSON.stringify(builtOf(entry))})${call}`)
            .join(',\n')}
        };`
      : undefined,
});

/** What is required late, so that an ES module starts faster, is in the bundle like everything else; what is not, launch.ts imports. */
const fromBundle = {
  name: 'from-bundle',
  transform: (code) =>
    code
      .replaceAll("createRequire(import.meta.url)('", "require('")
      .replaceAll(/\bimport\((?!['"]\.)/g, '__import('),
};

/** @returns the modules that it is made of */
async function bundleRun(name, { head, entries }) {
  const bundle = await rolldown({
    input: { [name]: 'entries' },
    platform: 'node',
    external: seldom,
    plugins: [begin({ head, entries }), fromBundle, keepPlaces],
  });
  const { output } = await bundle.generate({
    format: 'cjs',
    codeSplitting: false,
    comments: false,
    // V8 reads ASCII twice as fast. Shorter names and lines would save nothing more, and errors show them.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
  });
  await bundle.close();
  const [{ code, modules }] = output;
  const text = `(function(exports,require,__import,__bundleUrl,__wanted){${code}\n})`;
  if (/[^\0-\x7f]/.test(text)) throw new Error('The bundle is not ASCII, as src/launch.ts reads it.');
  writeFileSync(new URL(`${name}.cjs`, dist), text);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  for (const entry of Object.keys(entries)) {
    const launch = `${'../'.repeat(entry.split('/').length - 1)}launch.cjs`;
    writeFileSync(
      new URL(`${entry}.cjs`, dist),
      `${entry === 'src/cli' ? '#!/usr/bin/env node\n' : ''}module.exports = require('${launch}').launch('${name}', '${digest}', '${entry}');\n`,
    );
  }
  return Object.keys(modules);
}

async function bundleLaunch() {
  const bundle = await rolldown({ input: { launch: builtOf('src/launch') }, platform: 'node' });
  await bundle.write({ dir: fileURLToPath(dist), format: 'cjs', entryFileNames: '[name].cjs', minify: true });
  await bundle.close();
}

function builtOf(entry) {
  return fileURLToPath(new URL(`${entry}.js`, build));
}

rmSync(dist, { recursive: true, force: true });
copyAssets();
await bundleImported();
await bundleLaunch();
const modules = [];
for (const [name, what] of Object.entries(run)) modules.push(...(await bundleRun(name, what)));
writeFileSync(new URL('THIRD-PARTY-LICENSES.txt', dist), licensesOf([...new Set(modules)]));
// npx and npm link run it as it lies here, and may not make it executable again after a build.
chmodSync(new URL('src/cli.cjs', dist), 0o755);

// The first runs keep the code for those after them: a short one, and one that starts a thread.
for (const args of [['specs/die-hard.spec'], ['bench/models/ewd840.spec', '--workers', '2']]) {
  execFileSync(process.execPath, ['dist/src/cli.cjs', 'check', '--quiet', ...args], { cwd: root });
}
