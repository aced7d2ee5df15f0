import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, checkRows } from '../../checker/check.js';
import { Atom, type Box, BoxFunction, Keys, setOf } from '../../src/compile/boxes/box.js';
import { compareBoxes } from '../../src/compile/boxes/order.js';
import { ValueTable } from '../../src/compile/boxes/table.js';
import { Images } from '../../src/compile/images.js';
import { compile } from '../../src/compile/model.js';
import { permuted } from '../../src/compile/symmetry.js';
import { interpret } from '../../src/interpret/model.js';
import { specOf } from '../semantics/resolving.js';

/** Machines go through stages; who is ready is a set, who came first a sequence, and who follows whom a function. */
const ring = (symmetric: boolean) => `
  CONSTANT P = {p1, p2, p3, p4, p5}
  VARIABLES stage, ready, order, last
  Init == stage = [p \\in P |-> "new"] /\\ ready = {} /\\ order = <<>> /\\ last \\in P
  Come(p) ==
    /\\ stage[p] = "new"
    /\\ Len(order) < 2
    /\\ stage' = [stage EXCEPT ![p] = "come"]
    /\\ order' = Append(order, p)
    /\\ UNCHANGED <<ready, last>>
  Ready(p) ==
    /\\ stage[p] = "come"
    /\\ stage' = [stage EXCEPT ![p] = "ready"]
    /\\ ready' = ready \\cup {p, last}
    /\\ last' = p
    /\\ UNCHANGED order
  Next == \\E p \\in P : Come(p) \\/ Ready(p)
  CHECK_DEADLOCK FALSE
  ${symmetric ? 'SYMMETRY P' : ''}
`;

describe('a large group of permutations', () => {
  it.each([
    ['by number', Number.POSITIVE_INFINITY],
    ['packed', 2],
  ])('gives one representative to each orbit, %s', async (_, reviewAt) => {
    const spec = specOf(ring(true));
    const interpreted = await check(interpret(spec));
    const compiled = await checkRows(compile(spec, interpret(spec), { reviewAt }));
    const whole = specOf(ring(false));
    const plain = await checkRows(compile(whole, interpret(whole)));
    expect(compiled.distinct).toBe(interpreted.distinct);
    expect(compiled.generated).toBe(interpreted.generated);
    expect(compiled.distinct).toBeLessThan(plain.distinct / 20);
  });
});

/** Requests and answers in a bag that grows, as specs of Raft keep them. */
const bag = (names: string, symmetric: boolean) => `
  CONSTANT P = {${names}}, V = {v1, v2}
  VARIABLES wants, bag
  Init == wants = [p \\in P |-> "nothing"] /\\ bag = EmptyBag
  Ask(p, q, v) ==
    /\\ p # q
    /\\ wants[p] = "nothing"
    /\\ wants' = [wants EXCEPT ![p] = v]
    /\\ bag' = bag (+) SetToBag({[from |-> p, to |-> q, value |-> v]})
  Answer(m) ==
    /\\ "value" \\in DOMAIN m
    /\\ Cardinality(DOMAIN bag) < 3
    /\\ bag' = (bag (-) SetToBag({m})) (+) SetToBag({[from |-> m.to, seen |-> {m.from, m.to}]})
    /\\ UNCHANGED wants
  Next == (\\E p, q \\in P, v \\in V : Ask(p, q, v)) \\/ \\E m \\in DOMAIN bag : Answer(m)
  CHECK_DEADLOCK FALSE
  ${symmetric ? 'SYMMETRY P\n  SYMMETRY V' : ''}
`;

describe('values without a shape', () => {
  it.each([
    ['a small group', 'p1, p2'],
    ['a large group', 'p1, p2, p3, p4'],
  ])('have one representative in each orbit of %s', async (_, names) => {
    const spec = specOf(bag(names, true));
    const { generated, distinct, depth } = await check(interpret(spec));
    for (const workers of [1, 2]) {
      const compiled = await checkRows(compile(spec, interpret(spec)), { workers, workersFrom: 20 });
      expect(compiled).toMatchObject({ generated, distinct, depth });
    }
    const whole = specOf(bag(names, false));
    expect((await checkRows(compile(whole, interpret(whole)))).distinct).toBeGreaterThan(2 * distinct);
  });

  it('have images, and hashes of images, that are those of the permuted values', () => {
    const table = ValueTable.create(1 << 16);
    const [a, b, c] = ['a', 'b', 'c'].map(Atom.of) as [Atom, Atom, Atom];
    const turn = new Images(
      new Map([
        [a, b],
        [b, c],
        [c, a],
      ]),
      table,
    );
    const stay = new Images(new Map(), table);
    const atoms = fc.constantFrom<Box>(a, b, c, 1, 'a', true);
    const { box } = fc.letrec<{ box: Box }>((tie) => ({
      box: fc.oneof(
        { maxDepth: 3 },
        atoms,
        fc.array(tie('box'), { maxLength: 4 }).map((members) => setOf(members)),
        fc
          .array(tie('box'), { maxLength: 3 })
          .map((items) => new BoxFunction(Keys.sequence(items.length), items)),
        fc
          .uniqueArray(atoms, { minLength: 1, maxLength: 4 })
          .chain((keys) =>
            fc
              .array(tie('box'), { minLength: keys.length, maxLength: keys.length })
              .map((items) => new BoxFunction(Keys.of([...keys].sort(compareBoxes)), items)),
          ),
      ),
    }));
    fc.assert(
      fc.property(box, (value) => {
        const id = table.idOf(value);
        const once = turn.number(id);
        expect(stay.hash(once)).toBe(turn.hash(id));
        expect(turn.number(turn.number(once))).toBe(id);
        expect(once).toBe(
          table.idOf(
            permuted(
              value,
              new Map([
                [a, b],
                [b, c],
                [c, a],
              ]),
            ),
          ),
        );
        expect(stay.number(id)).toBe(id);
      }),
      { seed: 5, numRuns: 400 },
    );
  });
});
