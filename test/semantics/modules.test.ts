/** Modules: EXTENDS, INSTANCE with its substitutions and parameters, LOCAL, modules within modules. */

import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/interpret/model.js';
import { printValue } from '../../src/values/print.js';
import { printed, steps } from '../interpret/evaluating.js';
import { complaints, type Given, specOf } from './resolving.js';

const module = (name: string, body: string) => `---- MODULE ${name} ----\n${body}\n====`;

/** The value of `Value` in a text. */
function value(text: string, given: Given = {}): string {
  const spec = specOf(text, given);
  const definition = spec.definitions.get('Value');
  return definition === undefined ? 'nothing' : printValue(interpret(spec).evaluate(definition.body));
}

describe('EXTENDS', () => {
  const files = {
    'Base.tla': module(
      'Base',
      'EXTENDS Naturals\nCONSTANT N\nDouble(x) == 2 * x\nLOCAL Secret == 1\nOpen == Secret + N',
    ),
    'Middle.tla': module('Middle', 'EXTENDS Base\nFour == Double(2)'),
  };

  it('gives a constant the value that the nearest spec gives it', () => {
    const files = {
      'Base.spec': 'SPEC Base\nCONSTANT N = 1\nCONSTANT M',
      'Near.spec': 'SPEC Near\nEXTENDS Base\nCONSTANT N = 2\nCONSTANT M = 20',
      'Other.spec': 'SPEC Other\nEXTENDS Base',
    };
    expect(value('EXTENDS Near\nValue == <<N, M>>', { files })).toBe('<<2, 20>>');
    expect(value('EXTENDS Other, Near\nValue == <<N, M>>', { files })).toBe('<<2, 20>>');
    expect(value('EXTENDS Near\nCONSTANT N = 3\nValue == <<N, M>>', { files })).toBe('<<3, 20>>');
  });

  it('brings what a module defines, declares and extends itself', () => {
    expect(value('EXTENDS Middle\nCONSTANT N = 5\nValue == <<Double(3), Four, Open>>', { files })).toBe(
      '<<6, 4, 6>>',
    );
  });

  it('brings a module once, on however many ways', () => {
    expect(value('EXTENDS Base, Middle\nCONSTANT N = 5\nValue == Four', { files })).toBe('4');
  });

  it('does not bring what is LOCAL', () => {
    expect(complaints('EXTENDS Middle\nCONSTANT N = 5\nV == Secret', { files })).toMatchInlineSnapshot(`
      "error[unknown-name]: \`Secret\` is not defined.
        at t.spec:3:6
        3 | V == Secret
          |      ^^^^^^"
    `);
  });

  it('needs a module that exists', () => {
    expect(complaints('EXTENDS Natural, Foo\nI == INSTANCE Sequence')).toMatchInlineSnapshot(`
      "error[unknown-module]: There is no module \`Natural\`, neither beside this file nor in the library.
        at t.spec:1:9
        1 | EXTENDS Natural, Foo
          |         ^^^^^^^
        hint: Did you mean \`Naturals\`?

      error[unknown-module]: There is no module \`Foo\`, neither beside this file nor in the library.
        at t.spec:1:18
        1 | EXTENDS Natural, Foo
          |                  ^^^

      error[unknown-module]: There is no module \`Sequence\`, neither beside this file nor in the library.
        at t.spec:2:15
        2 | I == INSTANCE Sequence
          |               ^^^^^^^^
        hint: Did you mean \`Sequences\`?"
    `);
  });

  it('in a circle is an error', () => {
    const circle = { 'A.tla': module('A', 'EXTENDS B'), 'B.tla': module('B', 'EXTENDS A') };
    expect(complaints('EXTENDS A', { files: circle })).toMatchInlineSnapshot(`
      "error[module-cycle]: Module \`A\` depends on itself.
        at B.tla:2:9
        2 | EXTENDS A
          |         ^
        module \`B\` is read because of this: A.tla:2:9
        module \`A\` is read because of this: t.spec:1:9"
    `);
    const own = { 'A.tla': module('A', 'I == INSTANCE A') };
    expect(complaints('EXTENDS A', { files: own })).toMatchInlineSnapshot(`
      "error[module-cycle]: Module \`A\` depends on itself.
        at A.tla:2:15
        2 | I == INSTANCE A
          |               ^
        module \`A\` is read because of this: t.spec:1:9"
    `);
  });

  it('tells of errors in the module that it reads, and who asked for it', () => {
    const broken = { 'M.tla': module('M', 'A == Undefined\nB == (') };
    expect(complaints('EXTENDS M', { files: broken })).toMatchInlineSnapshot(`
      "error[unknown-name]: \`Undefined\` is not defined.
        at M.tla:2:6
        2 | A == Undefined
          |      ^^^^^^^^^
        module \`M\` is read because of this: t.spec:1:9

      error[unclosed-bracket]: This \`(\` is never closed: \`)\` is missing.
        at M.tla:3:6
        3 | B == (
          |      ^
        module \`M\` is read because of this: t.spec:1:9"
    `);
  });

  it('takes variables, invariants and actions along', () => {
    const counter = {
      'Counter.spec': `VARIABLE n
Init == n = 0
Up == n' = n + 1
Next == Up
INVARIANT Small == n < 3`,
    };
    expect(specOf('EXTENDS Counter', { files: counter }).variables.map(({ name }) => name)).toEqual(['n']);
    expect(
      steps("EXTENDS Counter\nDown == n' = n - 1\nBoth == Up \\/ Down\nNEXT Both", { files: counter }),
    ).toEqual({
      initial: ['n = 0'],
      steps: ['Up: n = 1', 'Down: n = -1'],
    });
  });
});

describe('what an instance defines', () => {
  const files = {
    'Counter.tla': module('Counter', "VARIABLE x\nSpec == x = 0 /\\ [][x' = 1 - x]_x\nSmall == x \\in 0..1"),
  };
  const text = `VARIABLE y
Init == y = 0
Next == y' = 1 - y
C == INSTANCE Counter WITH x <- y
INVARIANT C!Small
PROPERTY C!Spec
MODEL other
  INVARIANT C!Small
  EXPECT VIOLATION C!Spec`;

  it('can be checked by its path', () => {
    const { invariants, properties } = specOf(text, { files });
    expect(invariants.map(({ name }) => name)).toEqual(['C!Small']);
    expect(properties.map(({ name }) => name)).toEqual(['C!Spec']);
    expect(specOf(text, { files, model: 'other' }).expect).toEqual({
      verdict: 'violation',
      name: 'C!Spec',
    });
    expect(specOf(text, { files, properties: ['C!Spec'], invariants: [] }).properties).toHaveLength(1);
  });

  it('must be defined there', () => {
    expect(complaints(`${text}\n  PROPERTY C!Spce`, { files, model: 'other' })).toMatchInlineSnapshot(`
      "error[unknown-name]: \`Spce\` is not defined.
        at t.spec:10:12
        10 |   PROPERTY C!Spce
           |            ^^^^
        hint: Did you mean \`Spec\`?"
    `);
    expect(complaints(text, { files, properties: ['D!Spec'] })).toMatchInlineSnapshot(
      `
      "error[unknown-property]: There is no property \`D!Spec\`.
        hint: Define it in the spec: \`PROPERTY Name == …\`."
    `,
    );
  });
});

describe('INSTANCE', () => {
  const files = {
    'Scale.tla': module(
      'Scale',
      'EXTENDS Naturals\nCONSTANTS Factor, Op(_)\nTimes(x) == Factor * Op(x)\nTwice(x) == Times(Times(x))',
    ),
    'Clock.tla': module(
      'Clock',
      "EXTENDS Naturals\nVARIABLE t\nTick == t' = t + 1\nStill == UNCHANGED t\nNow == t",
    ),
  };

  it('puts expressions and operators in the place of constants', () => {
    expect(
      value(
        'S == INSTANCE Scale WITH Factor <- 3, Op <- LAMBDA a : a + 1\nValue == <<S!Times(1), S!Twice(1)>>',
        { files },
      ),
    ).toBe('<<6, 21>>');
    expect(
      value('Inc(a) == a + 10\nS == INSTANCE Scale WITH Factor <- 1, Op <- Inc\nValue == S!Times(1)', {
        files,
      }),
    ).toBe('11');
  });

  it('finds what is not substituted by its name', () => {
    expect(value('Factor == 7\nOp(a) == a\nS == INSTANCE Scale\nValue == S!Times(2)', { files })).toBe('14');
  });

  it('may have parameters', () => {
    expect(
      value(
        'S(f) == INSTANCE Scale WITH Factor <- f, Op <- LAMBDA a : a\nValue == <<S(2)!Times(5), S(3)!Twice(1)>>',
        { files },
      ),
    ).toBe('<<10, 9>>');
  });

  it('with parameters may be handed on as an operator, from within and without', () => {
    const own = {
      'Own.tla': module(
        'Own',
        'EXTENDS Naturals\nCONSTANT K\nAdd(x) == x + K\nCall(F(_)) == F(1)\nInner == Call(Add)',
      ),
    };
    expect(
      value('O(k) == INSTANCE Own WITH K <- k\nValue == <<O(1)!Inner, O(5)!Inner>>', { files: own }),
    ).toBe('<<2, 6>>');
  });

  it('twice, each reading what it extends anew', () => {
    const shared = {
      'Deep.tla': module('Deep', 'CONSTANT K\nGet == K'),
      'Top.tla': module('Top', 'EXTENDS Deep\nTwo == <<Get, Get>>'),
    };
    expect(
      value(
        'F(n) == LET T == INSTANCE Top WITH K <- n IN T!Two\nG(m) == LET T == INSTANCE Top WITH K <- m + 1 IN T!Two\nValue == <<F(1), G(5), F(2)>>',
        { files: shared },
      ),
    ).toBe('<<<<1, 1>>, <<6, 6>>, <<2, 2>>>>');
  });

  it('without a name puts the definitions themselves in scope', () => {
    expect(value('INSTANCE Scale WITH Factor <- 2, Op <- LAMBDA a : a\nValue == Times(4)', { files })).toBe(
      '8',
    );
  });

  it('stands under LET too', () => {
    expect(
      value('Value == LET S == INSTANCE Scale WITH Factor <- 2, Op <- LAMBDA a : a IN S!Times(4)', { files }),
    ).toBe('8');
    expect(
      value(
        'F(n) == LET S == INSTANCE Scale WITH Factor <- n, Op <- LAMBDA a : a + n IN S!Times(4)\nValue == F(2)',
        { files },
      ),
    ).toBe('12');
  });

  it('of a standard module gives its operators', () => {
    expect(value('Q == INSTANCE Sequences\nValue == Q!Len(<<1, 2>>)')).toBe('2');
  });

  it('reads primes under the substitution', () => {
    const spec = String.raw`VARIABLES hours, minutes
C == INSTANCE Clock WITH t <- hours
Init == hours = 1 /\ minutes = 5
Hour == C!Tick /\ minutes' = minutes
Pause == C!Still /\ minutes' = 0
Next == Hour \/ Pause`;
    expect(steps(spec, { files })).toEqual({
      initial: ['hours = 1, minutes = 5'],
      steps: ['Hour: hours = 2, minutes = 5', 'Pause: hours = 1, minutes = 0'],
    });
  });

  it('compares where a variable is substituted by an expression', () => {
    const spec = String.raw`VARIABLE m
C == INSTANCE Clock WITH t <- m \div 10
Init == m = 10
Next == m' \in {11, 20, 25, 30} /\ C!Tick
INVARIANT Hour == C!Now >= 1`;
    expect(steps(spec, { files }).steps).toEqual(['Next: m = 20', 'Next: m = 25']);
  });

  it('without a name, of a standard module, brings its operators', () => {
    const uses = {
      'M.tla': module(
        'M',
        'LOCAL INSTANCE Sequences\nLOCAL I == INSTANCE Sequences\nSize(s) == Len(s) + I!Len(s)',
      ),
    };
    expect(value('EXTENDS M\nValue == Size(<<1, 2>>)', { files: uses })).toBe('4');
  });

  it('of an instance goes through both substitutions', () => {
    const nested = {
      ...files,
      'Outer.tla': module(
        'Outer',
        'EXTENDS Naturals\nCONSTANT K\nS == INSTANCE Scale WITH Factor <- K + 1, Op <- LAMBDA a : a\nGo == S!Times(10)',
      ),
    };
    expect(value('O == INSTANCE Outer WITH K <- 4\nValue == <<O!Go, O!S!Times(1)>>', { files: nested })).toBe(
      '<<50, 5>>',
    );
  });

  it('names what it does not know and what it lacks', () => {
    const lacking = { 'M.tla': module('M', 'CONSTANT N, K\nFirst == N') };
    expect(
      complaints('I == INSTANCE M WITH N <- 3, Q <- 2\nV == <<I!Firsst, I, V!Bar, J!X>>', { files: lacking }),
    ).toMatchInlineSnapshot(`
      "error[unknown-substitution]: Module \`M\` declares no constant or variable \`Q\`.
        at t.spec:1:30
        1 | I == INSTANCE M WITH N <- 3, Q <- 2
          |                              ^

      error[no-substitution]: The instance gives no value to \`K\`, and nothing of that name is in scope.
        at M.tla:2:13
        2 | CONSTANT N, K
          |             ^
        module \`M\` is read because of this: t.spec:1:15

      error[unknown-name]: \`Firsst\` is not defined.
        at t.spec:2:10
        2 | V == <<I!Firsst, I, V!Bar, J!X>>
          |          ^^^^^^
        hint: Did you mean \`First\`?

      error[instance-as-value]: \`I\` is an instance of a module: name one of its definitions, as in \`I!Init\`.
        at t.spec:2:18
        2 | V == <<I!Firsst, I, V!Bar, J!X>>
          |                  ^

      error[no-instance]: \`V\` is no instance of a module: \`!\` cannot follow it.
        at t.spec:2:21
        2 | V == <<I!Firsst, I, V!Bar, J!X>>
          |                     ^

      error[unknown-name]: \`J\` is not defined.
        at t.spec:2:28
        2 | V == <<I!Firsst, I, V!Bar, J!X>>
          |                            ^"
    `);
  });

  it('does not show what is LOCAL', () => {
    const hidden = { 'M.tla': module('M', 'LOCAL B == 1\nC == B') };
    expect(value('LOCAL INSTANCE M\nValue == C', { files: hidden })).toBe('1');
    expect(complaints('LOCAL INSTANCE M\nV == B', { files: hidden })).toMatchInlineSnapshot(`
      "error[unknown-name]: \`B\` is not defined.
        at t.spec:2:6
        2 | V == B
          |      ^"
    `);
    expect(complaints('I == INSTANCE M\nV == I!B', { files: hidden })).toMatchInlineSnapshot(`
      "error[unknown-name]: \`B\` is not defined.
        at t.spec:2:8
        2 | V == I!B
          |        ^"
    `);
  });
});

describe('a module within a module', () => {
  it('is there for INSTANCE', () => {
    const outer = module(
      'Outer',
      `EXTENDS Naturals\n---- MODULE Inner ----\nCONSTANT N\nDouble == 2 * N\n====\nI(n) == INSTANCE Inner WITH N <- n\nSix == I(3)!Double`,
    );
    expect(value('EXTENDS Outer\nValue == Six', { files: { 'Outer.tla': outer } })).toBe('6');
  });

  it('sees what is defined around it', () => {
    const outer = module(
      'Outer',
      `EXTENDS Naturals\nTen == 10\n---- MODULE Inner ----\nMore == Ten + 1\n====\nI == INSTANCE Inner\nV == I!More`,
    );
    expect(value('EXTENDS Outer\nValue == V', { files: { 'Outer.tla': outer } })).toBe('11');
  });
});

describe('definitions', () => {
  it('stand in any order in a .spec', () => {
    expect(printed('A + 1', 'A == B * 2\nB == C\nC == 4')).toBe('9');
  });

  it('take operators as parameters, and hand them on', () => {
    expect(printed('Twice(LAMBDA a : a * 3, 2)', 'Twice(F(_), x) == F(F(x))')).toBe('18');
    expect(
      printed(
        'Outer(LAMBDA a : a + 1)',
        'Inner(G(_)) == G(1)\nOuter(F(_)) == Inner(F) + Inner(LAMBDA b : F(b) * 10)',
      ),
    ).toBe('22');
    expect(
      printed(
        'Fold(+, 0, <<1, 2, 3>>)',
        'RECURSIVE Fold(_, _, _)\nFold(Op(_, _), z, s) == IF s = <<>> THEN z ELSE Op(Head(s), Fold(Op, z, Tail(s)))',
      ),
    ).toBe('6');
  });

  it('are operators of every fix', () => {
    expect(printed('3 \\oplus 4 = 7', 'a \\oplus b == a + b')).toBe('TRUE');
    expect(printed('5 ^#', 'a ^# == a * a')).toBe('25');
    expect(printed('1 ++ 2 ++ 3', 'a ++ b == a * 10 + b')).toBe('123');
  });

  it('may be recursive', () => {
    expect(
      printed(
        'Sum({1, 2, 3})',
        'RECURSIVE Sum(_)\nSum(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE y \\in S : TRUE IN x + Sum(S \\ {x})',
      ),
    ).toBe('6');
    expect(
      printed(
        'Even(10)',
        'RECURSIVE Even(_), Odd(_)\nEven(n) == n = 0 \\/ Odd(n - 1)\nOdd(n) == n # 0 /\\ Even(n - 1)',
      ),
    ).toBe('TRUE');
  });

  it('under LET see what is bound around them, each time anew', () => {
    expect(printed('{F(a) : a \\in 1..3}', 'F(a) == LET G(b) == a * b  H == G(a) IN H + 1')).toBe(
      '{2, 5, 10}',
    );
    expect(printed('LET f[n \\in 0..5] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f[5]')).toBe('120');
    expect(printed('LET RECURSIVE F(_) F(n) == IF n = 0 THEN <<>> ELSE Append(F(n - 1), n) IN F(3)')).toBe(
      '<<1, 2, 3>>',
    );
    expect(printed('LET a == 1 IN LET b == a + 1 IN LET c == a + b IN <<a, b, c>>')).toBe('<<1, 2, 3>>');
  });

  it('under LET keep their own environment when they are handed on', () => {
    expect(
      printed('Apply(5)', 'Call(F(_), a) == F(a)\nApply(n) == LET Add(b) == b + n IN Call(Add, 1)'),
    ).toBe('6');
    expect(printed('Apply(5)', 'Call(F(_), n) == F(n)\nApply(n) == Call(LAMBDA b : b + n, 1)')).toBe('6');
    expect(
      printed(
        'Deep(3)',
        'RECURSIVE Run(_, _)\nRun(F(_), n) == IF n = 0 THEN F(0) ELSE LET G(b) == F(b) + n IN Run(G, n - 1)\nDeep(n) == Run(LAMBDA c : c, n)',
      ),
    ).toBe('6');
  });
});

describe('a part of a definition', () => {
  it('must be there, and be no operator where a value is wanted', () => {
    expect(complaints('A(x) == x = 1 /\\ x = 2\nB == A(1)!3\nC == A(1)!1!2!1')).toMatchInlineSnapshot(`
      "error[no-part]: \`A(1)!3\` names no part of \`A\` that could stand here.
        at t.spec:2:11
        2 | B == A(1)!3
          |           ^
        hint: A part is named by a label or by its number: of a conjunct, a disjunct, an argument, an operand.

      error[no-part]: \`A(1)!1!2!1\` names no part of \`A\` that could stand here.
        at t.spec:3:15
        3 | C == A(1)!1!2!1
          |               ^
        hint: A part is named by a label or by its number: of a conjunct, a disjunct, an argument, an operand."
    `);
  });
});
