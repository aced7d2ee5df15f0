/** What the compiled engine says where something cannot be evaluated: the interpreter's words, wherever the search stood. */

import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../property/engines/search.js';
import { specOf } from '../semantics/resolving.js';

async function outcomes(text: string): Promise<string> {
  const spec = specOf(text);
  const interpreted = await outcomeOf(spec, 'interpreted');
  expect(await outcomeOf(spec, 'boxed')).toBe(interpreted);
  expect(await outcomeOf(spec, 'packed')).toBe(interpreted);
  return interpreted;
}

const counting = String.raw`
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
CHECK_DEADLOCK FALSE
`;

describe('what cannot be evaluated is explained', () => {
  it('in the view of a state that was just found', async () => {
    expect(await outcomes(`${counting}VIEW Seen == <<x, 1 \\div (2 - x)>>\n`)).toMatchInlineSnapshot(`
      "error: 2 generated, 2 distinct, depth 2
      Next: 1, 1 new
      error division-by-zero at 6:19-6:33: \`\\div\` by zero.
        first -> 0
        Next -> 1"
    `);
  });

  it('in the view of a state that the CONSTRAINT lets in, and in no other', async () => {
    expect(
      await outcomes(`${counting}VIEW Seen == <<x, 1 \\div (2 - x)>>\nCONSTRAINT Few == x < 2\n`),
    ).toMatchInlineSnapshot(`
      "holds: 3 generated, 2 distinct, depth 2
      Next: 2, 1 new"
    `);
  });

  it('in an ACTION_CONSTRAINT, only of steps to states that the CONSTRAINT lets in', async () => {
    const forbidding = "ACTION_CONSTRAINT Below == 1 \\div (3 - x') > -5";
    expect(await outcomes(`${counting}${forbidding}\nCONSTRAINT Few == x < 3\n`)).toMatchInlineSnapshot(`
      "holds: 4 generated, 3 distinct, depth 3
      Next: 3, 2 new"
    `);
    expect(await outcomes(`${counting}${forbidding}\n`)).toMatchInlineSnapshot(`
      "error: 3 generated, 3 distinct, depth 3
      Next: 2, 2 new
      error division-by-zero at 6:28-6:43: \`\\div\` by zero.
        first -> 0
        Next -> 1
        Next -> 2"
    `);
  });

  it('in a CONSTRAINT', async () => {
    expect(
      await outcomes(`${counting}CONSTRAINT Few == x # 2 => 1 \\div (3 - x) > -5\n`),
    ).toMatchInlineSnapshot(`
      "error: 3 generated, 3 distinct, depth 3
      Next: 2, 2 new
      error division-by-zero at 6:28-6:42: \`\\div\` by zero.
        first -> 0
        Next -> 1
        Next -> 2"
    `);
  });

  it('in an ACTION_CONSTRAINT', async () => {
    expect(
      await outcomes(`${counting}ACTION_CONSTRAINT Below == 1 \\div (2 - x') > -5\n`),
    ).toMatchInlineSnapshot(`
      "error: 2 generated, 2 distinct, depth 2
      Next: 1, 1 new
      error division-by-zero at 6:28-6:43: \`\\div\` by zero.
        first -> 0
        Next -> 1"
    `);
  });

  it('in an invariant, before what is wrong with the steps', async () => {
    expect(
      await outcomes(
        `${counting}INVARIANT Fine == 1 \\div (2 - x) > -5\nACTION_CONSTRAINT A == x < 2 \\/ x' = "a"\n`,
      ),
    ).toMatchInlineSnapshot(`
      "error: 3 generated, 3 distinct, depth 3
      Next: 2, 2 new
      error division-by-zero at 6:19-6:33: \`\\div\` by zero.
        first -> 0
        Next -> 1
        Next -> 2"
    `);
  });

  it.each([
    ['of states', 'PROPERTY P == [](1 \\div (2 - x) > -5)'],
    ['of steps', "PROPERTY P == [][1 \\div (2 - x') > -5]_x"],
    ['of whole behaviours', 'PROPERTY P == <>(1 \\div (2 - x) = 7)'],
  ])('in a property %s', async (_, property) => {
    expect(await outcomes(`${counting}${property}\n`)).toMatchSnapshot();
  });

  it('in the initial states, where some can be evaluated', async () => {
    expect(
      await outcomes(`VARIABLE x\nInit == x \\in 0..2 /\\ 1 \\div (2 - x) > -5\nNext == UNCHANGED x\n`),
    ).toMatchInlineSnapshot(`
      "error: 0 generated, 0 distinct, depth 0
      Next: 0, 0 new
      error division-by-zero at 2:23-2:37: \`\\div\` by zero."
    `);
  });

  it('in a state of which a value has no place in the layout', async () => {
    expect(
      await outcomes(
        `VARIABLE x\nInit == x = 0\nNext == (x' = x + 10 \\/ x' = 1 \\div (40 - x))\nCHECK_DEADLOCK FALSE\n`,
      ),
    ).toMatchInlineSnapshot(`
      "error: 9 generated, 5 distinct, depth 5
      Next: 8, 4 new
      error division-by-zero at 3:30-3:45: \`\\div\` by zero.
        first -> 0
        Next -> 10
        Next -> 20
        Next -> 30
        Next -> 40"
    `);
  });
});
