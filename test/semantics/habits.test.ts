/** Habits from other languages that can be read: each gets one error that says how TLA+ writes what was meant. */

import { describe, expect, it } from 'vitest';
import { complaints } from './resolving.js';

const spec = (step: string) =>
  `CONSTANT P = {p1, p2}\nVARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == ${step}`;
const habit = (step: string) => complaints(spec(step));

describe('a habit that can be read', () => {
  it('in a record or a function', () => {
    expect(habit("x' = [a : 1] /\\ y' = y")).toMatchInlineSnapshot(`
      "error[foreign]: \`[a : 1]\` is not how TLA+ says it.
        at t.spec:4:14
        4 | Next == x' = [a : 1] /\\ y' = y
          |              ^^^^^^^
        hint: A record is written \`[field |-> 1]\`, a function \`[x \\in S |-> e]\`."
    `);
    expect(habit("x' = [a -> 1] /\\ y' = y")).toMatchInlineSnapshot(`
      "error[foreign]: \`[a -> 1]\` is not how TLA+ says it.
        at t.spec:4:14
        4 | Next == x' = [a -> 1] /\\ y' = y
          |              ^^^^^^^^
        hint: A record is written \`[field |-> 1]\`, a function \`[x \\in S |-> e]\`."
    `);
    expect(habit("x' = [p \\in P -> 1] /\\ y' = y")).toMatchInlineSnapshot(`
      "error[foreign]: \`[p \\in P -> 1]\` is not how TLA+ says it.
        at t.spec:4:14
        4 | Next == x' = [p \\in P -> 1] /\\ y' = y
          |              ^^^^^^^^^^^^^^
        hint: A function is written \`[x \\in S |-> e]\`."
    `);
  });

  it('is no fault of a set of functions or records', () => {
    expect(habit("x' \\in [P -> {1}] /\\ y' \\in [a : {1}]")).toBe('');
  });

  it('in an arrow function', () => {
    expect(habit("x' = SelectSeq(<<1>>, (e) => e = 1) /\\ y' = y")).toMatchInlineSnapshot(`
      "error[value-as-operator]: An operator of 1 argument was expected here, and this is a value.
        at t.spec:4:31
        4 | Next == x' = SelectSeq(<<1>>, (e) => e = 1) /\\ y' = y
          |                               ^^^^^^^^^^^^
        hint: Without a name it is written \`LAMBDA a : …\`."
    `);
    expect(complaints('F == (a) => a + 1')).toMatchInlineSnapshot(`
      "error[foreign]: \`(a) => a + 1\` is not how TLA+ says it.
        at t.spec:1:6
        1 | F == (a) => a + 1
          |      ^^^^^^^^^^^^
        hint: An operator without a name is written \`LAMBDA a : …\`."
    `);
    expect(habit("(redy => x = 1) /\\ x' = x /\\ y' = y")).toMatchInlineSnapshot(`
      "error[unknown-name]: \`redy\` is not defined.
        at t.spec:4:10
        4 | Next == (redy => x = 1) /\\ x' = x /\\ y' = y
          |          ^^^^"
    `);
  });

  it('in UNCHANGED', () => {
    expect(habit('UNCHANGED {x, y}')).toMatchInlineSnapshot(`
      "error[foreign]: \`UNCHANGED {x, y}\` is not how TLA+ says it.
        at t.spec:4:9
        4 | Next == UNCHANGED {x, y}
          |         ^^^^^^^^^^^^^^^^
        hint: Several variables make a tuple: \`UNCHANGED <<x, y>>\`."
    `);
  });

  it('in a comment', () => {
    expect(habit("x' = 1 /\\ y' = 2 // two")).toMatchInlineSnapshot(`
      "error[foreign]: \`//\` is not how TLA+ says it.
        at t.spec:4:26
        4 | Next == x' = 1 /\\ y' = 2 // two
          |                          ^^
        hint: A comment is \`\\* …\` to the end of the line, or \`(* … *)\`."
    `);
  });

  it('in an assignment', () => {
    expect(habit("x := 1 /\\ y' = y")).toMatchInlineSnapshot(`
      "error[unknown-operator]: \`:=\` is not defined here.
        at t.spec:4:11
        4 | Next == x := 1 /\\ y' = y
          |           ^^
        hint: Write \`x' = …\`."
    `);
  });
});

describe('a name that other languages have', () => {
  it.each([
    ['true', 'Did you mean `TRUE`?'],
    ['null', 'There is no null: take a value of your own, such as `"none"`, or `CONSTANT None = None`.'],
    ['Length(<<>>)', 'The length of a sequence is `Len(s)`.'],
    ['Size({})', 'The size of a finite set is `Cardinality(S)`.'],
    ['Max(1, 2)', 'Define it: `Max(a, b) == IF a > b THEN a ELSE b`.'],
    ['len(<<>>)', 'Did you mean `Len`?'],
  ])('%s', (name, hint) => {
    expect(habit(`x' = ${name} /\\ y' = y`)).toContain(`\n  hint: ${hint}`);
  });

  it('may be defined', () => {
    expect(complaints(`${spec("x' = Max(1, null) /\\ y' = y")}\nMax(a, b) == a\nnull == 0`)).toBe('');
    expect(complaints(`${spec("x' = Nul /\\ y' = y")}\nnul == 0`)).toContain('hint: Did you mean `nul`?');
  });

  it('in fairness', () => {
    expect(complaints(`${spec("x' = x /\\ y' = y")}\nFAIRNESS WF(Next)`)).toMatchInlineSnapshot(`
      "error[unknown-name]: \`WF\` is not defined.
        at t.spec:5:10
        5 | FAIRNESS WF(Next)
          |          ^^
        hint: Fairness names what changes: \`WF_vars(A)\`."
    `);
  });
});

it('a member of a constant is named when it is a constant itself', () => {
  expect(habit("x' = p1 /\\ y' = y")).toMatchInlineSnapshot(`
    "error[unknown-name]: \`p1\` is not defined.
      at t.spec:4:14
      4 | Next == x' = p1 /\\ y' = y
        |              ^^
      hint: It is a member of \`P\`: to name it in formulas, declare \`CONSTANT p1 = p1\` too."
  `);
  expect(complaints(`${spec("x' = p1 /\\ y' = y")}\nCONSTANT p1 = p1`)).toBe('');
});
