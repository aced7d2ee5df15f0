import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/model.js';
import { interpret } from '../../src/interpret/model.js';
import { specOf } from '../semantics/resolving.js';

describe('a compiled model', () => {
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
