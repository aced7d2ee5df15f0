/** What the compiler tells of the layout that it proposes before a search, and of what stays boxed in it. */

import { compile } from '../../src/compile/model.js';
import { interpret } from '../../src/interpret/model.js';
import { specOf } from '../semantics/resolving.js';

export function layoutOf(text: string): readonly string[] {
  const spec = specOf(text);
  let lines: readonly string[] = [];
  compile(spec, interpret(spec), {
    explain: (told) => {
      lines = told;
    },
  });
  return lines;
}
