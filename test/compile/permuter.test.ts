import { describe, expect, it } from 'vitest';
import { check, checkRows } from '../../checker/check.js';
import { compile } from '../../src/compile/model.js';
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
