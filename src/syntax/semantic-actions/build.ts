/** Semantic actions of the grammar: from what Ohm matched to the syntax tree. */

import type * as ohm from 'ohm-js';
import { loadGrammar } from '../grammar.js';
import { expressions } from './expressions.js';
import { type BuildContext, type Built, setContext } from './nodes.js';
import { tokens } from './tokens.js';
import { units } from './units.js';

let loaded: { grammar: ohm.Grammar; semantics: ohm.Semantics } | undefined;

/** Loaded when it is first needed: the tool's help must not wait for it. */
export function tla(): { readonly grammar: ohm.Grammar; readonly semantics: ohm.Semantics } {
  if (loaded === undefined) {
    const grammar = loadGrammar('tla');
    const actions = { ...units, ...expressions, ...tokens };
    loaded = { grammar, semantics: grammar.createSemantics().addOperation<Built>('tree', actions) };
  }
  return loaded;
}

/** @returns a Unit, ModelItem or Expression, as the start rule of the match says */
export function build<T>(match: ohm.MatchResult, into: BuildContext): T {
  setContext(into);
  return tla().semantics(match).tree() as T;
}
