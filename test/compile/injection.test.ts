/**
 * A specification cannot run code: whatever its names, strings and comments are made of, the compiled program means what the
 * interpreter means, no text of a user is part of the program's text, and the program sees no global.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueTable } from '../../src/compile/boxes/table.js';
import { ContentHash } from '../../src/compile/content.js';
import { compile } from '../../src/compile/model.js';
import { instantiate } from '../../src/compile/runtime.js';
import { interpret } from '../../src/interpret/model.js';
import { loadSpec } from '../../src/load.js';
import { printValue } from '../../src/values/print.js';
import { inFolder } from '../cli/running.js';
import { difference } from '../property/engines/lockstep.js';
import { specOf } from '../semantics/resolving.js';
import { stringValues } from '../values/arbitrary.js';

/** What would be code, or end a string, if it were ever pasted. */
const nasty = [
  '"',
  "'",
  '`',
  '\\',
  '\\"',
  '\u2028',
  '\u2029',
  '\n',
  ['$', '{process.exit(1)}'].join(''),
  ['`$', '{globalThis}`'].join(''),
  "'); process.exit(1); ('",
  '*/ process.exit(1) /*',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'await',
  'function',
  'eval',
];

/** Names that are keywords or well-known properties in JavaScript and nothing in TLA+. */
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'arguments',
  'eval',
  'await',
  'yield',
  'class',
  'function',
  'return',
  'delete',
  'this',
  'new',
  'var',
  'let',
  'const',
  'process',
  'globalThis',
  'require',
  'undefined',
  'NaN',
  'null',
  'foreign',
  'found',
  's',
  'at',
  'K',
  'O',
  'ACT',
  'count',
  'k0',
  'x0',
];

/** The text of the program, as it would be sent to a worker. */
function programOf(text: string): string {
  const spec = specOf(text);
  const portable = compile(spec, interpret(spec)).portable?.();
  if (portable === undefined) throw new Error('The model cannot leave its thread.');
  return (portable.data as { readonly text: string }).text;
}

describe('names and strings that look like code', () => {
  it('mean in the compiled program what they mean in the interpreter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...nasty), stringValues), { minLength: 2, maxLength: 4 }),
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 5, maxLength: 5 }),
        (strings, [variable, definition, parameter, field, model]) => {
          const literals = strings.map((text) => printValue(text));
          const text = String.raw`
CONSTANT ${model} = ${model}
VARIABLES ${variable}, other
\* ${strings.map((item) => String(item).replace(/[\n\r\u2028\u2029]/g, ' ')).join(' ')}
${definition}(${parameter}) == [${field} |-> ${parameter}, other |-> {${literals.join(', ')}}]
Init == ${variable} = ${literals[0]} /\ other = ${definition}(${model})
Next ==
  \/ ${variable}' \in {${literals.join(', ')}} /\ other' = ${definition}(${variable})
  \/ /\ other.${field} = ${literals[1]}
     /\ ${variable}' = ${literals[0]}
     /\ other' = [other EXCEPT !.${field} = ${model}, !["other"] = @ \cup {${literals[1]} \o "x"}]
CHECK_DEADLOCK FALSE
`;
          const spec = specOf(text);
          const found = difference(spec, 12);
          expect(found, text).toBeUndefined();
        },
      ),
      { seed: 5, numRuns: 25 },
    );
  });

  it('are no part of the text of the program', () => {
    const mark = 'injected_mark';
    const text = programOf(`
CONSTANT ${mark}_model = ${mark}_model
VARIABLES ${mark}_variable
${mark}_definition(${mark}_parameter) == [${mark}_field |-> ${mark}_parameter, text |-> "${mark}_text"]
Init == ${mark}_variable = ${mark}_definition("${mark}_start")
Next == \\E ${mark}_bound \\in {"${mark}_a", ${mark}_model} : ${mark}_variable' = ${mark}_definition(${mark}_bound)
INVARIANT ${mark}_invariant == LET ${mark}_local == ${mark}_variable.text IN ${mark}_local = "${mark}_text"
`);
    expect(text).toContain('use strict');
    expect(text).not.toContain(mark);
  });

  it('mean the same wherever they stand: in modules, configurations, names of files, labels, on the command line', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 12, maxLength: 12 }),
        fc.array(fc.constantFrom(...nasty), { minLength: 3, maxLength: 3 }),
        ([n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11], strings) => {
          const [first, second, third] = strings.map((text) => printValue(text));
          // Of a name what a file system allows, and TLA+ does not ask to be a word.
          const folder = `it's "${nasty.join('').replace(/[/\0]/g, '')}"`;
          const inner = String.raw`---- MODULE ${n0} ----
EXTENDS Integers
CONSTANTS ${n1}, ${n2}(_)
VARIABLE ${n3}
${n4}(${n5}) == ${n2}(${n5}) = ${n1} \/ ${n3} = ${n5}
====`;
          const module = String.raw`---- MODULE M ----
EXTENDS Integers, Sequences, TLC
(* ${first} (* ${second?.replaceAll('*)', '')} *) *)
CONSTANTS ${n6}, ${n7}, Text
VARIABLES ${n3}, other \* ${third}
Id(x) == x
${n8} == INSTANCE ${n0} WITH ${n1} <- ${first}, ${n2} <- Id
Init == ${n3} = Text /\ other = [${n9} |-> ${n6}, ${n10} |-> 0]
Next ==
  \/ /\ \E ${n11} \in ${n7} \cup {${second}} : other' = [other EXCEPT !.${n9} = ${n11}, !["${n10}"] = 1 - @]
     /\ ${n3}' = IF ${n8}!${n4}(${third}) THEN ${second} ELSE other.${n9}
  \/ /\ lab(${n3}) :: ${n3} \in STRING \cup ${n7} \cup {${n6}}
     /\ ${n3}' = ToString(other) \o ${first}
     /\ UNCHANGED other
Spec == Init /\ [][Next]_<<${n3}, other>>
Seen == [${n9} |-> ${n3}, Text |-> other]
Kept == \A ${n11} \in {${n3}} : Len(ToString(${n11})) < 40
Inv == LET ${n11}(${n5}) == ${n5} # ${third} IN ${n11}(other.${n9})
====`;
          const configuration = `SPECIFICATION Spec
CONSTANTS ${n6} = ${n6}
${n7} = {A_${n7}, ${n7}}
Text = "${first?.replaceAll(/["\\\\]/g, '')}"
VIEW Seen
INVARIANT Inv
CONSTRAINT Kept
`;
          inFolder({}, (root) => {
            const within = join(root, folder);
            mkdirSync(within);
            writeFileSync(join(within, 'M.tla'), module);
            writeFileSync(join(within, 'M.cfg'), configuration);
            writeFileSync(join(within, `${n0}.tla`), inner);
            const { value: spec, diagnostics } = loadSpec(join(within, 'M.tla'), {
              constants: { Text: `${first} \\o ${third}` },
            });
            expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
            if (spec === undefined) throw new Error('It does not resolve.');
            const found = difference(spec, 12);
            expect(found, module).toBeUndefined();
          });
        },
      ),
      { seed: 6, numRuns: 12 },
    );
  });

  it('leave a program of names that the compiler made, numbers and its own words', () => {
    const text = programOf(String.raw`
VARIABLE x
Init == x = "a\"b"
Next == x' \in {"process", "\\", x} \cup {"' + globalThis + '"}
`);
    const strings = [...text.matchAll(/'([^']*)'|"([^"]*)"|${'`'}([^${'`'}]*)${'`'}/g)].map(
      (match) => match[0],
    );
    expect(
      [...new Set(strings)].filter(
        (string) => !["'use strict'", "'number'", "'bigint'", "'boolean'", "'string'"].includes(string),
      ),
    ).toEqual([]);
  });
});

describe('the program', () => {
  /** Runs an expression where the program's text would run. */
  function inside(expression: string): unknown {
    const table = ValueTable.create(1 << 8);
    const found = {
      words: new Int32Array(8),
      actions: new Int32Array(8),
      times: new Int32Array(8),
      between: 0,
    };
    const text = `'use strict';\nreturn { initial() { return ${expression}; } };`;
    return instantiate(text, [], table, found, new ContentHash([]), undefined).initial();
  }

  it.each([
    'process',
    'require',
    'module',
    'global',
    'globalThis',
    'console',
    'fetch',
    'setTimeout',
    'Buffer',
    'WebAssembly',
    'Object',
    'Function',
    'Reflect',
    'eval',
    'SharedArrayBuffer',
  ])('does not see %s', (name) => {
    expect(inside(`typeof ${name}`)).toBe('undefined');
  });

  it.each([
    ['(() => 1).constructor', 'constructor'],
    ["[]['const' + 'ructor']", "'"],
    ['(0)[`constructor`]', '`'],
    ['({}).__proto__', '__proto__'],
    ["import('node:fs')", 'import'],
    ['(() => 1).c\\u006fnstructor', '\\'],
    ['/\u2028/', '\u2028'],
    ['"process"', '"'],
  ])('is not run when it has in it %s', (expression, sign) => {
    expect(() => inside(expression)).toThrow(
      `The compiler has written \`${sign}\`, which no program may have.`,
    );
  });
});
