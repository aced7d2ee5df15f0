// tsc emits code only. The standard modules travel beside it as they are; the grammars are compiled, which makes the tool
// start faster; the command can be executed.
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { grammar } from 'ohm-js';

const root = new URL('../', import.meta.url);

for (const folder of ['src', 'checker']) {
  for (const path of readdirSync(new URL(folder, root), { recursive: true })) {
    const from = new URL(`${folder}/${path}`, root);
    const to = (name) => new URL(`dist/${folder}/${name}`, root);
    if (['.tla', '.json', '.spec'].some((ending) => path.endsWith(ending))) cpSync(from, to(path));
    if (path.endsWith('.ohm')) {
      const recipe = grammar(readFileSync(from, 'utf8')).toRecipe();
      writeFileSync(to(path.replace(/\.ohm$/, '.recipe.json')), recipe);
    }
  }
}

// npx and npm link run it as it lies here, and may not make it executable again after a build.
chmodSync(new URL('dist/src/cli.js', root), 0o755);
