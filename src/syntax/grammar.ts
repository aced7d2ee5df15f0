/** The grammars: compiled when the package is built, since Ohm takes longer to read one than to read a spec with it. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Ohm from 'ohm-js';

// Required, for then Ohm is one file; imported it is some fifty, and half a tenth of a second.
const ohm = createRequire(import.meta.url)('ohm-js') as typeof Ohm;

// What Ohm's own bundles call; its types leave it out.
declare module 'ohm-js' {
  export function makeRecipe(recipe: unknown): Grammar;
}

/**
 * A grammar of this folder. Straight from the sources, where nothing has been built, it is compiled here and now.
 * @param name of its file, as in `tla` for tla.ohm
 */
export function loadGrammar(name: string): Ohm.Grammar {
  const compiled = new URL(`./${name}.recipe.json`, import.meta.url);
  if (existsSync(compiled)) return ohm.makeRecipe(JSON.parse(readFileSync(compiled, 'utf8')));
  return ohm.grammar(readFileSync(new URL(`./${name}.ohm`, import.meta.url), 'utf8'));
}
