/** Layouts: what is encoded is decoded, what was learnt has room, and a search goes on where a value has none. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameBox } from '../../../src/compile/boxes/box.js';
import { toBox } from '../../../src/compile/boxes/convert.js';
import { ValueTable } from '../../../src/compile/boxes/table.js';
import { decodeRow, encodeRow, layOut } from '../../../src/compile/layout/layout.js';
import { shapeOf } from '../../../src/compile/layout/propose.js';
import { join, seenOf } from '../../../src/compile/layout/seen.js';
import { decodeLayout, encodeLayout } from '../../../src/compile/transport.js';
import { outcomeOf } from '../../property/engines/search.js';
import { specOf } from '../../semantics/resolving.js';
import { values } from '../../values/arbitrary.js';

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
});
