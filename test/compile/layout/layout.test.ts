/** Layouts: what is encoded is decoded, what was learnt has room, and a search goes on where a value has none. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, checkRows } from '../../../checker/check.js';
import { sameBox } from '../../../src/compile/boxes/box.js';
import { toBox } from '../../../src/compile/boxes/convert.js';
import { ValueTable } from '../../../src/compile/boxes/table.js';
import { decodeRow, encodeRow, layOut, leadingWords } from '../../../src/compile/layout/layout.js';
import { shapeOf } from '../../../src/compile/layout/propose.js';
import { join, seenOf } from '../../../src/compile/layout/seen.js';
import { bool, integerShape, interned, maskShape, Universe } from '../../../src/compile/layout/shape.js';
import { compile } from '../../../src/compile/model.js';
import { decodeLayout, encodeLayout } from '../../../src/compile/transport.js';
import { interpret } from '../../../src/interpret/model.js';
import { outcomeOf } from '../../property/engines/search.js';
import { specOf } from '../../semantics/resolving.js';
import { values } from '../../values/arbitrary.js';
import { layoutOf } from '../layouts.js';

describe('a layout', () => {
  it('has room for all that was learnt, and gives it back, in another thread too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(values, values, fc.integer({ min: -5, max: 40 })), { minLength: 1, maxLength: 4 }),
        (rows) => {
          const table = ValueTable.create(1 << 10);
          const idOf = (box: ReturnType<typeof toBox>) => table.idOf(box);
          const boxes = rows.map((row) => row.map(toBox));
          const shapes = [0, 1, 2].map((variable) =>
            shapeOf(boxes.map((row) => seenOf(row[variable] ?? false)).reduce(join), []),
          );
          const layout = layOut(shapes);
          const sent = decodeLayout(encodeLayout(layout, table), layout.width, table);
          for (const row of boxes) {
            const words = new Int32Array(layout.width + 2);
            expect(encodeRow(layout, row, words, 1, idOf)).toBe(true);
            for (const known of [layout, sent]) {
              const back = decodeRow(known, words, 1, (id) => table.value(id));
              expect(back.every((box, i) => sameBox(box, row[i] ?? false))).toBe(true);
            }
            expect([words[0], words.at(-1)]).toEqual([0, 0]);
          }
        },
      ),
      { seed: 21, numRuns: 150 },
    );
  });

  it('gives variables that are to come first words of their own', () => {
    const shapes = [
      integerShape(0, 7),
      interned,
      bool,
      maskShape(Universe.of(Array.from({ length: 40 }, (_, i) => i))),
      bool,
    ];
    const placed = (first: readonly number[]) => {
      const layout = layOut(shapes, new Set(first));
      const places = layout.fields.map(({ word, shift }) => `${word}:${shift}`);
      return `${places.join(' ')} of ${layout.width}, the first ${leadingWords(layout, new Set(first))}`;
    };
    expect([[2], [0, 3], [0, 1, 2, 3, 4]].map(placed)).toEqual([
      '4:0 1:0 0:0 2:0 4:3 of 5, the first 1',
      '2:0 3:0 4:0 0:0 4:1 of 5, the first 3',
      '3:0 0:0 3:3 1:0 3:4 of 4, the first 4',
    ]);
  });

  it('has room for what the states have that follow from one which had none', async () => {
    const spec = specOf(String.raw`
VARIABLES n, f
Init == n = 0 /\ f = [i \in 1..2 |-> <<0>>]
Next == \E i \in 1..2 : n < 90 /\ n' = n + 1 /\ f' = [f EXCEPT ![i] = <<n, i>>]
CHECK_DEADLOCK FALSE
CONSTRAINT Few == n < 60
`);
    let layouts = 0;
    const model = compile(spec, interpret(spec), { reviewAt: 2, explain: () => layouts++ });
    expect((await checkRows(model, { workers: 1 })).distinct).toBe((await check(interpret(spec))).distinct);
    // Each one is of a compilation.
    expect(layouts).toBeLessThan(6);
  });

  it('is widened as numbers, sequences and sets grow past every first guess, with any number of workers', async () => {
    const spec = specOf(String.raw`
VARIABLES n, s, q, f
Init == n = 0 /\ s = {} /\ q = <<>> /\ f = [x \in {"a", "b"} |-> 0]
Grow(k) ==
  /\ n < 600
  /\ n' = n + k
  /\ s' = {x \in s : x > n - 90} \cup {n}
  /\ q' = IF Len(q) < 5 THEN Append(q, n) ELSE Append(Tail(q), <<n>>)
  /\ f' = [f EXCEPT !["a"] = IF n = 300 THEN "full" ELSE n, !["b"] = IF n > 500 THEN {n} ELSE k]
Next == Grow(10) \/ (n = 100 /\ Grow(150))
CHECK_DEADLOCK FALSE
INVARIANT Below == n < 600
`);
    const interpreted = await outcomeOf(spec, 'interpreted');
    for (const workers of [1, 2, 3]) {
      expect(await outcomeOf(spec, 'packed', { workers, workersFrom: 2 })).toBe(interpreted);
    }
    expect(await outcomeOf(spec, 'boxed', { workers: 2, workersFrom: 2 })).toBe(interpreted);
  });

  it.each([
    ['a constraint turned away', 'CONSTRAINT Few == s = {}'],
    ['another state of its view stands for', 'VIEW n'],
  ])('has room in a trace for what %s', async (_, cut) => {
    const spec = specOf(String.raw`
VARIABLES n, s
Init == n = 0 /\ s \in {{}, {"a"}}
Next == n' = n + 1 /\ s' = s
${cut}
INVARIANT Below == n < 5
`);
    expect(await outcomeOf(spec, 'packed')).toBe(await outcomeOf(spec, 'interpreted'));
  });

  it('has a sequence of one length item by item, whatever its declared set is, until there is another', async () => {
    const spec = (steps: string) => String.raw`
VARIABLES q \in Seq(0..2), n \in 0..9
Init == q = <<0, 1>> /\ n = 0
Next == n < 9 /\ n' = n + 1 /\ q' = ${steps}
CHECK_DEADLOCK FALSE
`;
    const layouts: (readonly string[])[] = [];
    const found = async (steps: string) => {
      layouts.length = 0;
      const explain = (told: readonly string[]) => layouts.push(told);
      const model = specOf(spec(steps));
      await checkRows(compile(model, interpret(model), { reviewAt: 3, explain }), { workers: 1 });
      return layouts.slice(1).map((told) => told[1]);
    };
    expect(await found('<<q[2], n % 3>>')).toEqual(['  q  word 0, bits 0-3: <<0..2; 0..2>>']);
    expect(await found('IF n < 5 THEN q ELSE <<n % 3>>')).toEqual([
      '  q  word 0, bits 0-3: <<0..2; 0..2>>',
      '  q  word 0, bits 0-6: a sequence of at most 3, each 0..2',
    ]);
  });

  it('gives the items of a function the bits that their declared set needs, and no more', () => {
    const lines = layoutOf(String.raw`
VARIABLES at \in [1..3 -> (0..2) \cup {-1}], to \in [1..3 -> SUBSET (0..2)]
Init == at = [p \in 1..3 |-> -1] /\ to = [p \in 1..3 |-> {}]
Next == UNCHANGED <<at, to>>
`);
    expect(lines.slice(1)).toEqual([
      '  at  word 0, bits 9-14: <<-1..2; -1..2; -1..2>>',
      '  to  word 0, bits 0-8: <<a set over 3 values; a set over 3 values; a set over 3 values>>',
    ]);
  });
});

describe('sets of more values than a word has bits', () => {
  /** Members at the seams of words, beyond the universe and below it; sets of one word and of several. */
  const steps: Readonly<Record<string, string>> = {
    'get members whose number is known while the program runs': String.raw`
      Next == \E k \in {0, 31, 32, 63, 64, 99} : n' = k /\ s' = s \cup {n}`,
    'get members of a part of the universe': String.raw`
      Next == \E k \in 30..34 : n' = k /\ s' = s \cup {n, k + 29}`,
    'lose members that they may not have': String.raw`
      Next == \/ \E k \in {0, 31, 32, 64} : n' = k /\ s' = s \cup {k}
              \/ n' = 0 /\ s' = s \ {n, n + 60, n - 40}`,
    'are asked for what may not be in the universe': String.raw`
      Next == \/ \E k \in {0, 31, 32, 64, 99} : n' = k /\ s' = s \cup {k}
              \/ n + 70 \in s /\ n' = 1 /\ s' = {}
              \/ n - 33 \in s /\ n' = 2 /\ s' = {n}`,
    'are filtered, and made of others': String.raw`
      Next == \/ \E k \in {0, 31, 32, 64, 99} : n' = k /\ s' = s \cup {k}
              \/ n' = 3 /\ s' = {x \in s : x # n /\ x + 1 \notin s}
              \/ n' = 4 /\ s' = {(x + 33) % 100 : x \in s}`,
  };

  it.each(Object.keys(steps))('%s', async (name) => {
    const spec = specOf(String.raw`
VARIABLES n \in 0..99, s \in SUBSET (0..99)
Init == n = 0 /\ s = {}
${steps[name]}
CONSTRAINT Few == Cardinality(s) < 4
INVARIANT Apart == ~(31 \in s /\ 32 \in s /\ 63 \in s)
`);
    const interpreted = await outcomeOf(spec, 'interpreted');
    expect(await outcomeOf(spec, 'boxed')).toBe(interpreted);
    expect(await outcomeOf(spec, 'packed')).toBe(interpreted);
  });
});
