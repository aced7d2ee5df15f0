/** INSTANCE with its substitutions and parameters, and what it defines. */

import { describe, expect, it } from 'vitest';
import { steps } from '../interpret/evaluating.js';
import { complaints, module, specOf, value } from './resolving.js';

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
