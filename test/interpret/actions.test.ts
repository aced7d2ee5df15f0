/** How initial states and steps are found: from left to right, what equates an open variable gives it a value. */

import { describe, expect, it } from 'vitest';
import { faultIn, steps } from './evaluating.js';

/** Two variables that start at 0. */
const two = (next: string, definitions = '') =>
  String.raw`VARIABLES x, y
Init == x = 0 /\ y = 0
${definitions}
Next == ${next}`;

function found(next: string, definitions?: string): string[] {
  return steps(two(next, definitions)).steps;
}

const raw = String.raw;

describe('initial states', () => {
  const initial = (init: string, definitions = '') =>
    steps(`VARIABLES x, y\n${definitions}\nInit == ${init}\nNext == UNCHANGED vars`).initial;

  it('are assigned, drawn, branched over, and compared', () => {
    expect(initial(raw`x = 1 /\ y = x + 1`)).toEqual(['x = 1, y = 2']);
    expect(initial(raw`x \in 1..2 /\ y \in {x, 5}`)).toEqual([
      'x = 1, y = 1',
      'x = 1, y = 5',
      'x = 2, y = 2',
      'x = 2, y = 5',
    ]);
    expect(initial(raw`y = 0 /\ (x = 1 \/ x = 2)`)).toEqual(['x = 1, y = 0', 'x = 2, y = 0']);
    expect(initial(raw`\E n \in 1..2 : x = n /\ y = n * n`)).toEqual(['x = 1, y = 1', 'x = 2, y = 4']);
    expect(initial(raw`x = 1 /\ y = 2 /\ x = y`)).toEqual([]);
    expect(initial(raw`x \in 1..4 /\ x % 2 = 0 /\ y = x`)).toEqual(['x = 2, y = 2', 'x = 4, y = 4']);
  });

  it('go through definitions, their parameters, IF, CASE and LET', () => {
    expect(initial(raw`Start(x, 1) /\ Start(y, 2)`, 'Start(v, n) == v = n')).toEqual(['x = 1, y = 2']);
    expect(initial(raw`x = 1 /\ IF x = 1 THEN y = 3 ELSE y = 4`)).toEqual(['x = 1, y = 3']);
    expect(initial(raw`x = 1 /\ CASE x = 2 -> y = 3 [] OTHER -> y = 4`)).toEqual(['x = 1, y = 4']);
    expect(initial(raw`LET n == 7 IN x = n /\ y = n`)).toEqual(['x = 7, y = 7']);
  });

  it('are found once for every way that leads there', () => {
    expect(initial(raw`(x = 1 /\ y = 0) \/ (x = 1 /\ y = 0)`)).toEqual(['x = 1, y = 0', 'x = 1, y = 0']);
  });
});

describe('a step', () => {
  it('assigns, and compares what has a value', () => {
    expect(found(raw`x' = 1 /\ y' = x' + 1`)).toEqual(['Next: x = 1, y = 2']);
    expect(found(raw`x' = 1 /\ y' = 2 /\ x' = 2`)).toEqual([]);
    expect(found(raw`x' = 1 /\ y' = 2 /\ x' = 1`)).toEqual(['Next: x = 1, y = 2']);
    expect(found(raw`x' \in {1, 2} /\ y' \in {2, 3} /\ x' \in {2, 5}`)).toEqual([
      'Next: x = 2, y = 2',
      'Next: x = 2, y = 3',
    ]);
  });

  it('draws every witness, and counts each', () => {
    expect(found(raw`\E n \in {3, 3, 4} : x' = n /\ y' = 0`)).toEqual([
      'Next: x = 3, y = 0',
      'Next: x = 4, y = 0',
    ]);
    expect(found(raw`(\E n \in {1, 2} : TRUE) /\ x' = 1 /\ y' = 1`)).toEqual([
      'Next: x = 1, y = 1',
      'Next: x = 1, y = 1',
    ]);
    expect(found(raw`(TRUE \/ TRUE) /\ x' = 1 /\ y' = 1`)).toEqual([
      'Next: x = 1, y = 1',
      'Next: x = 1, y = 1',
    ]);
    expect(found(raw`\E n, m \in 1..2 : n < m /\ x' = n /\ y' = m`)).toEqual(['Next: x = 1, y = 2']);
    expect(found(raw`\E <<n, m>> \in {<<4, 5>>} : x' = n /\ y' = m`)).toEqual(['Next: x = 4, y = 5']);
  });

  it('does not draw witnesses inside what is only a condition', () => {
    expect(found(raw`~(\A n \in {1, 2} : FALSE) /\ x' = 1 /\ y' = 1`)).toEqual(['Next: x = 1, y = 1']);
    expect(found(raw`((TRUE \/ TRUE) <=> TRUE) /\ x' = 1 /\ y' = 1`)).toEqual(['Next: x = 1, y = 1']);
  });

  it('takes each action of a disjunction by its name', () => {
    expect(
      found(
        raw`A \/ B(3) \/ \E n \in {5, 6} : B(n)`,
        raw`A == x' = 1 /\ y' = 1
B(n) == x' = n /\ y' = n`,
      ),
    ).toEqual(['A: x = 1, y = 1', 'B(3): x = 3, y = 3', 'B(5): x = 5, y = 5', 'B(6): x = 6, y = 6']);
  });

  it('is named by the innermost definition that is entered', () => {
    expect(
      found(
        'Outer(1)',
        raw`Inner(n) == x' = n /\ y' = 0
Outer(n) == Inner(n) \/ Inner(n + 1) \/ (x' = 9 /\ y' = 9)`,
      ),
    ).toEqual(['Inner(1): x = 1, y = 0', 'Inner(2): x = 2, y = 0', 'Outer(1): x = 9, y = 9']);
  });

  it('must satisfy a universal quantifier for every member', () => {
    expect(
      found(raw`(\A n \in {1, 2} : x' >= n) /\ UNCHANGED y`.replace('(\\A', "x' \\in 0..3 /\\ (\\A")),
    ).toEqual(['Next: x = 2, y = 0', 'Next: x = 3, y = 0']);
    expect(found(raw`\A v \in {1} : x' = v /\ y' = v`)).toEqual(['Next: x = 1, y = 1']);
  });
});

describe('UNCHANGED', () => {
  it('keeps variables, tuples, tuples in tuples, and definitions of them', () => {
    expect(found('UNCHANGED <<x, y>>')).toEqual(['Next: x = 0, y = 0']);
    expect(found('UNCHANGED vars')).toEqual(['Next: x = 0, y = 0']);
    expect(found('UNCHANGED <<x, <<y>>>>')).toEqual(['Next: x = 0, y = 0']);
    expect(found('UNCHANGED Both', 'Both == <<One, y>>\nOne == x')).toEqual(['Next: x = 0, y = 0']);
    expect(found(raw`Keep(x) /\ Keep(y)`, 'Keep(v) == UNCHANGED v')).toEqual(['Next: x = 0, y = 0']);
  });

  it('compares what has a value, and what is no variable', () => {
    expect(found(raw`x' \in {0, 1} /\ y' = 0 /\ UNCHANGED x`)).toEqual(['Next: x = 0, y = 0']);
    expect(found(raw`x' \in 0..3 /\ y' \in 0..3 /\ x' # 0 /\ UNCHANGED (x - y)`)).toEqual([
      'Next: x = 1, y = 1',
      'Next: x = 2, y = 2',
      'Next: x = 3, y = 3',
    ]);
  });
});

describe('primes', () => {
  it('apply to any expression', () => {
    expect(found(raw`x' \in 0..2 /\ y' \in 0..2 /\ (x + y)' = 3`)).toEqual([
      'Next: x = 1, y = 2',
      'Next: x = 2, y = 1',
    ]);
    expect(found(raw`x' = 1 /\ y' = 2 /\ Sum' = 3 /\ Sum = 0`, 'Sum == x + y')).toEqual([
      'Next: x = 1, y = 2',
    ]);
    expect(found(raw`x' = 2 /\ y' = 1 /\ [i \in 1..2 |-> x + i]'[1] = 3`)).toEqual(['Next: x = 2, y = 1']);
  });

  it('assign through definitions and parameters', () => {
    expect(found(raw`Alias' = 4 /\ Set(y, 5)`, "Alias == x\nSet(v, n) == v' = n")).toEqual([
      'Next: x = 4, y = 5',
    ]);
    expect(found(raw`Next1(x) = 4 /\ y' = 1`, "Next1(v) == v'")).toEqual(['Next: x = 4, y = 1']);
  });

  it('leave bound names as they are', () => {
    expect(found(raw`\E n \in {x + 1} : x' = n' /\ y' = n`)).toEqual(['Next: x = 1, y = 1']);
    expect(found(raw`LET old == x IN x' = 5 /\ y' = old`)).toEqual(['Next: x = 5, y = 0']);
    expect(found(raw`LET new == x' IN x' = 5 /\ y' = new`)).toEqual(['Next: x = 5, y = 5']);
  });
});

describe('IF, CASE and LET in an action', () => {
  it('choose and define on the way', () => {
    expect(found(raw`IF x = 0 THEN x' = 1 /\ y' = 1 ELSE UNCHANGED vars`)).toEqual(['Next: x = 1, y = 1']);
    expect(found(raw`CASE x = 1 -> UNCHANGED vars [] x = 0 -> x' = 2 /\ y' = 2`)).toEqual([
      'Next: x = 2, y = 2',
    ]);
    expect(found(raw`LET n == x + 1 Go(m) == x' = m /\ y' = n IN Go(n) \/ Go(7)`)).toEqual([
      'Go(1): x = 1, y = 1',
      'Go(7): x = 7, y = 1',
    ]);
    expect(found(raw`x' = 1 /\ IF x' = 1 THEN y' = 5 ELSE y' = 6`)).toEqual(['Next: x = 1, y = 5']);
  });
});

describe('operators in an action', () => {
  it('may be actions themselves', () => {
    expect(found("Apply(LAMBDA n : x' = n /\\ y' = n)", 'Apply(A(_)) == A(4)')).toEqual([
      'Next: x = 4, y = 4',
    ]);
    expect(found('Apply(Set)', "Set(n) == x' = n /\\ y' = n\nApply(A(_)) == A(4)")).toEqual([
      'Next: x = 4, y = 4',
    ]);
    expect(found("Both(x' = 1, y' = 2)", 'Both(A, B) == A /\\ B')).toEqual(['Next: x = 1, y = 2']);
  });

  it('may recur', () => {
    expect(
      found(
        'Count(2)',
        raw`RECURSIVE Count(_)
Count(n) == IF n = 0 THEN x' = 0 /\ y' = 0 ELSE (x' = n /\ y' = n) \/ Count(n - 1)`,
      ),
    ).toEqual(['Next: x = 2, y = 2', 'Next: x = 1, y = 1', 'Next: x = 0, y = 0']);
  });
});

describe('ENABLED', () => {
  it('asks whether some next state would do', () => {
    expect(found(raw`ENABLED (x' = x + 1 /\ x = 0) /\ UNCHANGED vars`)).toEqual(['Next: x = 0, y = 0']);
    expect(found(raw`ENABLED (x' = x + 1 /\ x = 1) /\ UNCHANGED vars`)).toEqual([]);
    expect(
      found(raw`ENABLED A /\ ~ENABLED B /\ UNCHANGED vars`, "A == x = 0 /\\ x' = 1\nB == x' = 1 /\\ x' = 2"),
    ).toEqual(['Next: x = 0, y = 0']);
  });

  it('knows nothing of the step around it', () => {
    expect(found(raw`x' = 1 /\ y' = 0 /\ ENABLED (x' = 2)`)).toEqual(['Next: x = 1, y = 0']);
  });

  it('may be nested', () => {
    expect(found(raw`ENABLED (x' = 1 /\ ENABLED (y' = 2 /\ x = 0)) /\ UNCHANGED vars`)).toEqual([
      'Next: x = 0, y = 0',
    ]);
    expect(found(raw`ENABLED (x' = 1 /\ ~ENABLED (y' = 2 /\ x = 0)) /\ UNCHANGED vars`)).toEqual([]);
  });

  it('reads bound names and parameters', () => {
    expect(
      found(raw`\E n \in 0..2 : ENABLED Up(n) /\ x' = n /\ y' = n`, "Up(n) == n > 0 /\\ x' = x + n"),
    ).toEqual(['Next: x = 1, y = 1', 'Next: x = 2, y = 2']);
  });

  it('under a prime asks the next state', () => {
    expect(found(raw`x' \in 0..2 /\ y' = 0 /\ (ENABLED (x = 1 /\ x' = 5))'`)).toEqual(['Next: x = 1, y = 0']);
  });
});

describe('steps with a subscript', () => {
  it('[A]_v takes A or keeps v', () => {
    expect(found(raw`[x' = 1 /\ y' = 1]_<<x, y>>`)).toEqual(['Next: x = 1, y = 1', 'Next: x = 0, y = 0']);
    expect(found(raw`y' = 3 /\ [x' = 1]_x`)).toEqual(['Next: x = 1, y = 3', 'Next: x = 0, y = 3']);
  });

  it('<<A>>_v takes A and changes v', () => {
    expect(found(raw`<<x' \in 0..1 /\ y' = 0>>_vars`)).toEqual(['Next: x = 1, y = 0']);
  });

  it('have a value where they are conditions', () => {
    expect(found(raw`x' \in 0..2 /\ y' = 0 /\ ([x' = 1]_x <=> TRUE)`)).toEqual([
      'Next: x = 0, y = 0',
      'Next: x = 1, y = 0',
    ]);
    expect(found(raw`x' \in 0..2 /\ y' = 0 /\ ~ <<x' # 2>>_x`)).toEqual([
      'Next: x = 0, y = 0',
      'Next: x = 2, y = 0',
    ]);
  });
});

describe('A \\cdot B', () => {
  it('is one step of A and one of B', () => {
    expect(found(raw`(x' = x + 1 /\ y' = 5) \cdot (x' = x * 10 /\ y' = y + 1)`)).toEqual([
      'Next: x = 10, y = 6',
    ]);
  });
});

describe('a function in an action', () => {
  it('is entered where it is applied', () => {
    expect(found(raw`Step[1] \/ Step[2]`, raw`Step[k \in 1..2] == x' = k /\ (y' = k \/ y' = 9)`)).toEqual([
      'Next: x = 1, y = 1',
      'Next: x = 1, y = 9',
      'Next: x = 2, y = 2',
      'Next: x = 2, y = 9',
    ]);
    expect(found(raw`[n \in {x} |-> x' = n + 1][x] /\ y' = 0`)).toEqual(['Next: x = 1, y = 0']);
  });

  it('takes several arguments, tuples apart, and functions', () => {
    expect(found('Two[3, 4]', raw`Two[a, b \in 0..4] == x' = a /\ y' = b`)).toEqual(['Next: x = 3, y = 4']);
    expect(found('Pair[<<3, 4>>]', raw`Pair[<<a, b>> \in {<<3, 4>>}] == x' = a /\ y' = b`)).toEqual([
      'Next: x = 3, y = 4',
    ]);
    expect(found('Of[3][4]', raw`Of[a \in 1..4] == [b \in 1..4 |-> x' = a /\ y' = b]`)).toEqual([
      'Next: x = 3, y = 4',
    ]);
  });

  it('is found through names, parameters, LET and IF', () => {
    expect(
      found(
        'Go(Step)',
        raw`Step[k \in 1..2] == x' = k /\ y' = k
Go(f) == (IF x = 0 THEN f ELSE [k \in {2} |-> FALSE])[2]`,
      ),
    ).toEqual(['Next: x = 2, y = 2']);
    expect(found(raw`LET f[k \in 1..2] == x' = k /\ y' = k IN f[1]`)).toEqual(['Next: x = 1, y = 1']);
    expect(found(raw`(LET f[k \in 1..2] == x' = k /\ y' = k IN f)[1]`)).toEqual(['Next: x = 1, y = 1']);
  });

  it('may refer to itself', () => {
    expect(
      found(
        'Down[2]',
        raw`Down[k \in 0..2] == IF k = 0 THEN x' = 0 /\ y' = 0 ELSE (x' = k /\ y' = k) \/ Down[k - 1]`,
      ),
    ).toEqual(['Next: x = 2, y = 2', 'Next: x = 1, y = 1', 'Next: x = 0, y = 0']);
  });

  it('counts the witnesses in its body, until every variable has its value', () => {
    const definition = raw`Some[k \in {x}] == \E n \in 0..1 : n >= k`;
    const one = 'Next: x = 1, y = 1';
    expect(found(raw`Some[x] /\ x' = 1 /\ y' = 1`, definition)).toEqual([one, one]);
    expect(found(raw`x' = 1 /\ y' = 1 /\ Some[x]`, definition)).toEqual([one]);
    expect(found(raw`Some[0] /\ x' = 1 /\ y' = 1`, raw`Some[k \in {0}] == \E n \in 0..1 : n >= k`)).toEqual([
      one,
    ]);
    expect(found(raw`(~Some[x] <=> FALSE) /\ x' = 1 /\ y' = 1`, definition)).toEqual([one]);
  });

  it('is told where its argument is none of its domain', () => {
    const definition = "Step[k \\in 1..2] == x' = k /\\ y' = k";
    expect(faultIn(two('Step[x + 3]', definition), () => found('Step[x + 3]', definition))).toBe(
      `domain: \`3\` is outside the function's domain, which is \`{1, 2}\`.
  at t.spec:4:9
  4 | Next == Step[x + 3]
    |         ^^^^^^^^^^^`,
    );
  });

  it('is ENABLED where its body is', () => {
    expect(
      found(
        raw`ENABLED Step[1] /\ ~ENABLED Step[2] /\ UNCHANGED vars`,
        raw`Step[k \in 1..2] == k = 1 /\ x' = k`,
      ),
    ).toEqual(['Next: x = 0, y = 0']);
  });
});

describe('a function in an initial predicate', () => {
  it('counts as a condition, but where it refers to itself', () => {
    const initial = (init: string, definitions: string) =>
      steps(`VARIABLES x, y\n${definitions}\nInit == ${init}\nNext == UNCHANGED vars`).initial;
    expect(initial(raw`x = 1 /\ Some[x] /\ y = 1`, raw`Some[k \in {x}] == \E n \in 0..1 : n < 2`)).toEqual([
      'x = 1, y = 1',
    ]);
    expect(initial(raw`x = 1 /\ Down[x]`, raw`Down[k \in 0..x] == y = k \/ (k > 0 /\ Down[k - 1])`)).toEqual([
      'x = 1, y = 1',
      'x = 1, y = 0',
    ]);
  });
});
