/** The prompt: what is answered to each kind of line. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Session } from '../../src/prompt/session.js';
import { root } from '../cli/running.js';

const at = (file: string | undefined, ...lines: string[]) => {
  const session = new Session(file === undefined ? undefined : join(root, 'specs', file));
  session.begin();
  return lines.map((line) => session.submit(line).replaceAll(root, ''));
};

describe('an expression', () => {
  it('is evaluated with the library, and with what was defined', () => {
    expect(at(undefined, '1 + 2', 'Double(x) == 2 * x', 'Double(4)', 'Double(x) == x', 'Double(4)')).toEqual([
      '3',
      'Double defined',
      '8',
      'Double defined',
      '4',
    ]);
    expect(at(undefined, '"a == b"', '')).toEqual(['"a == b"', '']);
  });

  it('may speak of the state at hand', () => {
    expect(at('die-hard.spec', 'big', ':step FillBig', 'big + small')).toMatchInlineSnapshot(`
      [
        "0",
        "2: FillBig
          small = 0
        > big = 5",
        "5",
      ]
    `);
  });

  it('that is wrong is explained', () => {
    expect(
      at('die-hard.spec', "big'", 'bigg', '1 +', '1 + "a"', 'x == y', 'x ==', 'big == 5'),
    ).toMatchInlineSnapshot(`
      [
        "error[level]: An expression about one state is wanted, and this is an action.
        at input:1:1
        1 | big'
          | ^^^^",
        "error[unknown-name]: \`bigg\` is not defined.
        at input:1:1
        1 | bigg
          | ^^^^
        hint: Did you mean \`big\`?",
        "error[unexpected-end]: This ends too early after \`+\`: expected an expression.
        at input:1:3
        1 | 1 +
          |   ^",
        "error: \`+\` needs an integer, and \`"a"\` is a string. (input:1:1)",
        "error[unknown-name]: \`y\` is not defined.
        at input:1:6
        1 | x == y
          |      ^",
        "error[unexpected-end]: This ends too early after \`==\`: expected an expression or \`INSTANCE\`.
        at input:1:3
        1 | x ==
          |   ^^",
        "error[shadowing]: \`big\` already has a meaning here, and TLA+ gives a name only one.
        at input:1:1
        1 | big == 5
          | ^^^
        first meaning: specs/die-hard.spec:10:3
        hint: \`==\` defines: equal is written \`=\`.",
      ]
    `);
  });
});

describe('a walk', () => {
  it('goes forward and back', () => {
    expect(
      at('die-hard.spec', ':state', ':next', ':step 1', ':step 9', ':back', ':back', ':init 2'),
    ).toMatchInlineSnapshot(`
      [
        "1: Initial state
          small = 0
          big = 0",
        "  1  FillSmall
        2  FillBig
        3  EmptySmall
        4  EmptyBig
        5  SmallToBig
        6  BigToSmall",
        "2: FillSmall
        > small = 3
          big = 0",
        "Choose a step from 1 to 6: :next lists them.",
        "1: Initial state
          small = 0
          big = 0",
        "This is an initial state: there is no step to undo.",
        "Choose an initial state from 1 to 1.",
      ]
    `);
  });

  it('asks why an action is not possible', () => {
    expect(
      at(
        'peterson.spec',
        ':why Enter',
        ':why Enter(1)',
        ':why Enter( 9 )',
        ':why Want(0)',
        ':why Want',
        ':why Entr',
        ':why Nothing',
        ':nxt',
        ':foo',
      ),
    ).toMatchInlineSnapshot(`
      [
        "Enter (p = 0, from = "waiting", to = "critical"): pc[p] = from is FALSE (specs/peterson.spec:23:20)
        pc[p] = "idle"",
        "Enter (p = 1, from = "waiting", to = "critical"): pc[p] = from is FALSE (specs/peterson.spec:23:20)
        pc[p] = "idle"",
        "\`Enter\` is not tried with these arguments: \`:why Enter\` takes any.",
        "It is possible: Want(0).",
        "It is possible: Want(0), Want(1).",
        "There is no action \`Entr\`. Did you mean \`Enter\`?",
        "There is no action \`Nothing\`. There are: Want, Yield, Enter, Leave.",
        "There is no \`:nxt\`. Did you mean \`:next\`?",
        "There is no \`:foo\`. See :help.",
      ]
    `);
  });

  it('has no state without a spec', () => {
    expect(at(undefined, ':state', ':next', ':step 1', ':why X')).toEqual([
      'There is no state: the spec has no Init.',
      'No step is possible.',
      'No step is possible.',
      'There is no state: the spec has no Init.',
    ]);
  });
});

it('a session says what it is about, helps, completes names and ends', () => {
  const session = new Session(join(root, 'specs/die-hard.spec'));
  expect(session.begin()).toBe('DieHard, at an initial state. :help lists what can be said.');
  expect(session.submit(':help')).toContain(':why ACTION');
  expect(session.complete(':st')).toEqual([[':state', ':step'], ':st']);
  expect(session.complete('1 + bi')).toEqual([['big'], 'bi']);
  expect(session.complete('x \\in Fill')).toEqual([['FillBig', 'FillSmall'], 'Fill']);
  session.submit(':quit');
  expect(session.over).toBe(true);
  expect(new Session('none.spec').begin()).toContain('There is no file `none.spec`.');
});
