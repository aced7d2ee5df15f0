import { describe, expect, it } from 'vitest';
import { checkRows } from '../../checker/check.js';
import { compile } from '../../src/compile/model.js';
import { interpret } from '../../src/interpret/model.js';
import { specOf } from '../semantics/resolving.js';

describe('a compiled model', () => {
  it('needs no room for the values that ENABLED only looks at', async () => {
    const spec = specOf(`
      VARIABLE f \\in [1..2 -> 0..3]
      Init == f = [i \\in 1..2 |-> 0]
      Next == \\E i \\in 1..2 : f[i] < 3 /\\ f' = [f EXCEPT ![i] = f[i] + 1]
      Far == f' = [i \\in 1..2 |-> IF f[i] = 0 THEN 70 ELSE 90]
      INVARIANT CanLeap == ENABLED Far
      PROPERTY Leaps == []<>(ENABLED Far)
      PROPERTY Chooses == [][ENABLED (IF f[1] = 0 THEN Far ELSE f' = <<80, 80>>)]_f
      CHECK_DEADLOCK FALSE
    `);
    const layouts: (readonly string[])[] = [];
    const model = compile(spec, interpret(spec), { explain: (lines) => layouts.push(lines) });
    const { kind, distinct, generated } = await checkRows(model);
    expect(layouts).toHaveLength(1);
    expect({ kind, distinct, generated }).toEqual({ kind: 'holds', distinct: 16, generated: 25 });
  });

  it('says so where only it fails', () => {
    const spec = specOf(`
      VARIABLE x
      Init == x = 1
      Next == x' = x
    `);
    const model = compile(spec, interpret(spec));
    const fault = model.explain?.fault?.([1]);
    expect(`${fault?.code}: ${fault?.message}`).toBe(
      'engines-differ: The compiled specification cannot be evaluated in a state in which the interpreted one can.',
    );
  });
});
