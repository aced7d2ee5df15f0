/** Where what is built of a module lies. */

const root = new URL('../', import.meta.url).href;

/**
 * A module that a thread is to run. It cannot run TypeScript: where the sources are run as they are, as tests do, it runs what was built of
 * them. What is bundled says of itself that it is CommonJS, as the files are that threads start with (scripts/bundle.mjs).
 * @param path of the module, from the one that asks
 * @param from the `import.meta.url` of the one that asks
 */
export function builtModule(path: string, from: string): URL {
  const { href } = new URL(path, from);
  if (from.endsWith('.cjs')) return new URL(href.replace(/\.js$/, '.cjs'));
  return new URL(from.endsWith('.ts') ? href.replace(root, `${root}build/`) : href);
}
