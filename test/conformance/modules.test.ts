/** Modules that use each other, parts of definitions, and how TLC takes steps. The figures are TLC's. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { module, outcomeOf, verdictOf } from './checking.js';

const spec = (name: string, config = 'SPECIFICATION Spec') => ({ [`${name}.cfg`]: config });

/** A module of assumptions that are all true. */
async function assumed(body: string, others: Readonly<Record<string, string>> = {}) {
  expect(await verdictOf({ 'T.tla': module('T', body), 'T.cfg': '', ...others })).toMatchObject({
    kind: 'holds',
  });
}

describe('modules', () => {
  it('may follow each other in one file, with anything in between', async () => {
    const text = `What comes first is no TLA+: '" (*\n${module('T', 'EXTENDS Second\nASSUME Two = 2')}
and this is not either\n${module('Second', 'INSTANCE Third\nTwo == One + One')}${module('Third', 'EXTENDS Naturals\nOne == 1')}`;
    const two = text.replace('INSTANCE Third', 'EXTENDS Third');
    expect(await verdictOf({ 'T.tla': two, 'T.cfg': '' })).toMatchObject({ kind: 'holds' });
  });

  it('may have a byte order mark, carriage returns and tabs', async () => {
    const text = `\ufeff${module('T', 'EXTENDS Naturals\nASSUME\n\t/\\ TRUE\n\t/\\ 1 + 1 = 2')}`.replaceAll(
      '\n',
      '\r\n',
    );
    expect(await verdictOf({ 'T.tla': text, 'T.cfg': '' })).toMatchObject({ kind: 'holds' });
  });

  it('stand within modules, and are instanced with parameters', async () => {
    await assumed(
      `EXTENDS Naturals
Base == 10
---- MODULE Line ----
CONSTANT slope, Shift(_)
At(x) == Shift(slope * x + Base)
====
L(s, Sh(_)) == INSTANCE Line WITH slope <- s, Shift <- Sh
Double(x) == 2 * x
ASSUME L(3, Double)!At(2) = 32
ASSUME L(1, LAMBDA x : x)!At(2) = 12`,
    );
  });

  it('skip proofs, and keep the names of theorems', async () => {
    await assumed(String.raw`EXTENDS Naturals, TLAPS
THEOREM Sum == \A n \in 0..3 : n + 1 > n
<1>1. ASSUME NEW n \in 0..3 PROVE n + 1 > n
  <2>a. CASE n = 0 BY <2>a, SMT
  <2> QED OBVIOUS
<1>2. QED BY <1>1
LEMMA Other == ASSUME NEW S, NEW x \in S PROVE S # {}
PROOF OMITTED
ASSUME Sum!: /\ Sum`);
  });
});

describe('assumptions', () => {
  it('are checked, and axioms are not', async () => {
    await assumed('AXIOM Never == \\A x : x = x /\\ FALSE\nASSUME TRUE');
    for (const word of ['ASSUME', 'ASSUMPTION'])
      expect(await verdictOf({ 'T.tla': module('T', `${word} FALSE`), 'T.cfg': '' })).toMatchObject({
        kind: 'assumption',
      });
  });
});

describe('a postcondition', () => {
  it('that cannot be evaluated takes nothing away from what was found', async () => {
    const body =
      "EXTENDS Naturals, TLC\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nBelow == x < 1\nAfter == TLCGet(7) = 1";
    const files = { 'T.tla': module('T', body), 'T.cfg': 'INIT Init NEXT Next POSTCONDITION After' };
    const { verdict } = await outcomeOf(files);
    expect(verdict).toMatchObject({ kind: 'error', generated: 3, distinct: 2 });
    expect(verdict?.violations.map(({ name }) => name)).toEqual(['no-register']);
    const both = await outcomeOf({ ...files, 'T.cfg': `${files['T.cfg']} INVARIANT Below` });
    expect(both.verdict?.kind).toBe('violation');
    expect(both.verdict?.violations.map(({ name }) => name)).toEqual(['Below', 'no-register']);
  });
});

describe('names of parts', () => {
  it('are numbers, labels, << and >>, and arguments for what is bound', async () => {
    await assumed(String.raw`EXTENDS Naturals, Sequences
P(n) == /\ n > 0
        /\ \E i \in 1..n : i * i = n
        /\ n < 10 \/ n = 100
ASSUME P(4)!1 /\ ~P(0)!1
ASSUME P(9)!2 /\ ~P(8)!2 /\ P(9)!2!(3) /\ ~P(9)!2!(2)
ASSUME P(5)!2!1 = 1..5
ASSUME P(20)!3!<< = FALSE /\ P(100)!3!>> /\ P(5)!3!1!1 = 5
Q == \A i \in 1..3 : square(i) :: i * i < 10
ASSUME Q!square(2) /\ ~Q!square(4)
T == CASE 1 = 2 -> 11 [] 2 = 2 -> 22 [] OTHER -> 33
ASSUME ~T!1!1 /\ T!1!2 = 11 /\ T!2!2 = 22 /\ T!3!2 = 33
R == IF 1 = 2 THEN "yes" ELSE "no"
ASSUME R!2 = "yes" /\ R!3 = "no" /\ R!1 = FALSE
S == LET Local(x) == x + 1 IN Local(3)
ASSUME S!Local(5) = 6`);
  });
});

describe('a part as an operator', () => {
  it('has the parameters of the definition, and then what is bound on the way', async () => {
    await assumed(String.raw`EXTENDS Naturals, Sequences
Two(Op(_, _), a, b) == Op(a, b)
Three(Op(_, _, _), a, b, c) == Op(a, b, c)
P(a) == {x \in {1, 2} : a = x}
ASSUME Two(P!@, 2, 2) /\ ~Two(P!@, 2, 1)
Q(a) == {(LET twice(y) == a * x + y IN x + a) : x \in 1..2}
ASSUME Three(Q!@!twice, 2, 3, 4) = 10 /\ Two(Q!@!1, 2, 3) = 5
R(a) == \E x \in 1..2 : here(x) :: <<a, x>> = <<1, 2>>
ASSUME Two(R!here, 1, 2) /\ Two(R!here!<<, 1, 2) = <<1, 2>> /\ R(7)!here(2)!<< = <<7, 2>>`);
  });

  it('is named through LETs with what they define', async () => {
    await assumed(String.raw`EXTENDS Naturals
A == LET z == 20 IN z + 3
ASSUME A!1 = 23 /\ A!1!<< = 20
B(n) == LET up(k) == k + n IN part :: up(1)
ASSUME B(4)!part = 5 /\ B(4)!up(6) = 10 /\ B(4)!part!1 = 1`);
  });

  it('is named through instances, whose parameters come first', async () => {
    await assumed(
      `EXTENDS Naturals
I(N) == INSTANCE Inner
Apply(Op(_, _), a, b) == Op(a, b)
ASSUME Apply(I!Plus, 3, 4) = 7
ASSUME Apply(I!Plus!<<, 3, 4) = 4`,
      { 'Inner.tla': module('Inner', 'EXTENDS Naturals\nCONSTANT N\nPlus(k) == k + N') },
    );
  });
});

describe('an instance', () => {
  it('may have one variable stand for several: under ENABLED each is its own', async () => {
    const inner = module(
      'Inner',
      "EXTENDS Naturals\nVARIABLES x, y\nCan == ENABLED (x' = 0 /\\ y' = 1)\nCannot == ENABLED (x # y /\\ x' = 0)",
    );
    const outer = module(
      'T',
      `EXTENDS Naturals\nVARIABLE z\nI == INSTANCE Inner WITH x <- z, y <- z
Init == z = 0\nNext == z' = 1 - z\nAll == I!Can /\\ ~I!Cannot`,
    );
    const files = { 'T.tla': outer, 'T.cfg': 'INIT Init\nNEXT Next\nINVARIANT All', 'Inner.tla': inner };
    for (const engine of ['compiled', 'interpreter'] as const)
      expect(await verdictOf(files, { engine })).toMatchObject({ kind: 'holds', generated: 3, distinct: 2 });
  });

  // The abstract variable stands for an expression: under ENABLED its next value is nobody's but its own.
  const abstract = module(
    'Abstract',
    String.raw`VARIABLE done
Init == done = FALSE
Finish == done = FALSE /\ done' = TRUE
Spec == Init /\ [][Finish]_done /\ WF_done(Finish)`,
  );
  const concrete = module(
    'Concrete',
    String.raw`EXTENDS Naturals
VARIABLE n
Init == n = 0
Step == n < 3 /\ n' = n + 1
Spec == Init /\ [][Step]_n /\ WF_n(Step)
Slow == Init /\ [][Step]_n
Jump == Init /\ [][Step \/ (n = 3 /\ n' = 0)]_n
A == INSTANCE Abstract WITH done <- n = 3
Refines == A!Spec`,
  );
  const files = (config: string) => ({
    'Concrete.tla': concrete,
    'Abstract.tla': abstract,
    'Concrete.cfg': config,
  });

  it('is refined, steps and fairness', async () => {
    const config = (name: string) => `SPECIFICATION ${name}\nPROPERTY Refines\nCHECK_DEADLOCK FALSE`;
    expect(await verdictOf(files(config('Spec')))).toEqual({
      kind: 'holds',
      generated: 4,
      distinct: 4,
      depth: 4,
    });
    expect(await verdictOf(files(config('Slow')))).toMatchObject({ kind: 'liveness' });
    expect(await verdictOf(files(config('Jump')))).toMatchObject({ kind: 'violation' });
  });

  it('is refined through an instance that takes the variable over by its name', async () => {
    const middle = module(
      'Middle',
      String.raw`VARIABLE done
Deep == INSTANCE Abstract
Can == ENABLED Deep!Finish
Spec == Deep!Init /\ [][Deep!Finish]_done /\ WF_done(Deep!Finish)`,
    );
    const top = module(
      'Top',
      `EXTENDS Concrete
M == INSTANCE Middle WITH done <- n = 3
Unless == M!Can <=> n # 3
Through == M!Spec`,
    );
    const config = (name: string) =>
      `SPECIFICATION ${name}\nPROPERTY Through\nINVARIANT Unless\nCHECK_DEADLOCK FALSE`;
    for (const engine of ['compiled', 'interpreter'] as const) {
      const checked = (name: string) =>
        verdictOf(
          { 'Top.tla': top, ...files(''), 'Middle.tla': middle, 'Top.cfg': config(name) },
          { engine },
        );
      expect(await checked('Spec')).toEqual({ kind: 'holds', generated: 4, distinct: 4, depth: 4 });
      expect(await checked('Slow')).toMatchObject({ kind: 'liveness' });
      expect(await checked('Jump')).toMatchObject({ kind: 'violation' });
    }
  });
});

describe('steps', () => {
  it('are counted witness by witness, through implications too', async () => {
    const text = module(
      'T',
      String.raw`EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == /\ x < 2
        /\ (x = 1) => \E i \in 1..3 : i > x
        /\ x' = x + 1
Spec == Init /\ [][Next]_x`,
    );
    expect(
      await verdictOf({ 'T.tla': text, ...spec('T', 'SPECIFICATION Spec\nCHECK_DEADLOCK FALSE') }),
    ).toEqual({
      kind: 'holds',
      generated: 4,
      distinct: 3,
      depth: 3,
    });
  });

  it('are taken for every witness, whatever an IF in and around the choice does', async () => {
    const text = module(
      'T',
      String.raw`EXTENDS Integers
VARIABLES s, x
Init == s = {1, 2, 3} /\ x = 0
Next == /\ IF s # {}
             THEN \E m \in s : s' = s \ {m} /\ IF m = 2 THEN x' = 1 ELSE UNCHANGED x
             ELSE UNCHANGED <<s, x>>
        /\ TRUE
Spec == Init /\ [][Next]_<<s, x>>`,
    );
    const files = { 'T.tla': text, ...spec('T') };
    const expected = { kind: 'holds', generated: 14, distinct: 8, depth: 4 };
    expect(await verdictOf(files)).toEqual(expected);
    expect(await verdictOf(files, { engine: 'interpreter' })).toEqual(expected);
  });

  it("assign through x' \\subseteq S, and through a composition of actions", async () => {
    const text = module(
      'T',
      String.raw`EXTENDS Naturals
VARIABLES x, n
Init == x = {} /\ n = 0
Grow == n = 0 /\ x' \subseteq {1, 2} /\ n' = 1
Twice == (n = 1 /\ n' = 2 /\ UNCHANGED x) \cdot (n' = n + 1 /\ x' = {})
Spec == Init /\ [][Grow \/ Twice]_<<x, n>>`,
    );
    expect(
      await verdictOf({ 'T.tla': text, ...spec('T', 'SPECIFICATION Spec\nCHECK_DEADLOCK FALSE') }),
    ).toMatchObject({ kind: 'holds', distinct: 6, depth: 3 });
  });

  it('read the level of the state, and registers', async () => {
    const text = module(
      'T',
      String.raw`EXTENDS Naturals, TLC
VARIABLE x
ASSUME TLCSet(1, 10)
Init == x = 0
Next == x < TLCGet(1) - 7 /\ x' = x + 1
Spec == Init /\ [][Next]_x
Level == TLCGet("level") <= 4`,
    );
    expect(
      await verdictOf({
        'T.tla': text,
        ...spec('T', 'SPECIFICATION Spec\nINVARIANT Level\nCHECK_DEADLOCK FALSE'),
      }),
    ).toMatchObject({ kind: 'holds', distinct: 4 });
  });
});

describe('the library', () => {
  it('gives what TLC gives', async () => {
    const text = readFileSync(new URL('./modules/Library.tla', import.meta.url), 'utf8');
    expect(await verdictOf({ 'Library.tla': text, 'Library.cfg': '' })).toMatchObject({ kind: 'holds' });
  });
});

describe('definitions', () => {
  it('may call each other when one of the circle is announced', async () => {
    await assumed(`EXTENDS Naturals
RECURSIVE Even(_)
Odd(n) == IF n = 0 THEN FALSE ELSE Even(n - 1)
Even(n) == IF n = 0 THEN TRUE ELSE Odd(n - 1)
ASSUME Even(4) /\\ Odd(3) /\\ ~Odd(4)`);
    expect(
      await verdictOf({ 'T.tla': module('T', 'A(n) == B(n)\nB(n) == A(n)\nASSUME A(1)'), 'T.cfg': '' }),
    ).toContain('`A` is defined by itself.');
  });

  it('of functions on infinite sets can be changed in places', async () => {
    await assumed(String.raw`EXTENDS Naturals
F == [i \in Nat |-> i + 1]
G == [F EXCEPT ![4] = 0, ![5] = @ + 10]
ASSUME G[4] = 0 /\ G[5] = 16 /\ G[6] = 7`);
  });
});

describe('a specification', () => {
  it('may be that of an instance with parameters', async () => {
    const outer = module(
      'T',
      String.raw`EXTENDS Naturals
VARIABLE y
---- MODULE Inner ----
VARIABLE x
CONSTANT N
Init == x = 0
Next == x < N /\ x' = x + 1
Spec == LET Step == Next IN Init /\ [][Step]_x /\ WF_x(Step)
====
I(v, n) == INSTANCE Inner WITH x <- v, N <- n
Whole == I(y, 3)!Spec
Ends == <>(y = 3)`,
    );
    const config = 'SPECIFICATION Whole\nPROPERTY Ends\nCHECK_DEADLOCK FALSE';
    expect(await verdictOf({ 'T.tla': outer, 'T.cfg': config })).toEqual({
      kind: 'holds',
      generated: 4,
      distinct: 4,
      depth: 4,
    });
  });
});

describe('what is generated', () => {
  const body = String.raw`EXTENDS Naturals
VARIABLE x
Init == x = 0 /\ (\E i \in 1..3 : i > 1)
Before == (\E i \in 1..3 : TRUE) /\ x' = (x + 1) % 4
After == x' = (x + 1) % 4 /\ (\E i \in 1..3 : TRUE) /\ (TRUE \/ x = x)
ForAll == \A i \in 1..2 : x' = (x + 1) % 4 \/ (i = 2 /\ (TRUE \/ x = x))`;
  const generated = async (next: string) => {
    const files = { 'T.tla': module('T', body), 'T.cfg': `INIT Init NEXT ${next}` };
    const verdicts = [await verdictOf(files), await verdictOf(files, { engine: 'interpreter' })];
    expect(verdicts[0]).toEqual(verdicts[1]);
    return verdicts[0];
  };

  it('counts witness by witness until every variable has its value', async () => {
    expect(await generated('Before')).toMatchObject({ generated: 13, distinct: 4 });
    expect(await generated('After')).toMatchObject({ generated: 5, distinct: 4 });
    expect(await generated('ForAll')).toMatchObject({ generated: 5, distinct: 4 });
  });
});

describe('a composed action', () => {
  it('generates the states in between, whether they lead on or not', async () => {
    const body = String.raw`EXTENDS Naturals
VARIABLE n
Init == n = 0
Add == n < 3 /\ n' \in {n + 1, n + 2}
Cut == n > 2 /\ n' = 0
Next == Add \/ (Add \cdot Cut)`;
    for (const engine of ['compiled', 'interpreter'] as const) {
      const config = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE';
      expect(await verdictOf({ 'T.tla': module('T', body), 'T.cfg': config }, { engine })).toEqual({
        kind: 'holds',
        generated: 16,
        distinct: 5,
        depth: 3,
      });
    }
  });

  it('counts them for the outermost composition only', async () => {
    const body = (next: string) => String.raw`EXTENDS Naturals
VARIABLE x
A(S) == \E n \in S : x' = x + n
Init == x = 0
Next == x = 0 /\ ${next}`;
    const config = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE';
    for (const engine of ['compiled', 'interpreter'] as const) {
      const check = (next: string) =>
        verdictOf({ 'T.tla': module('T', body(next)), 'T.cfg': config }, { engine });
      const counts = { kind: 'holds', distinct: 4, depth: 2 };
      expect(await check(String.raw`A({1, 2}) \cdot A({3, 4}) \cdot A({5})`)).toEqual({
        ...counts,
        generated: 9,
      });
      expect(await check(String.raw`A({1, 2}) \cdot (A({3, 4}) \cdot A({5}))`)).toEqual({
        ...counts,
        generated: 7,
      });
    }
  });

  it('is true of a step where some state lies in between', async () => {
    const body = String.raw`EXTENDS Naturals
VARIABLES x, y
A == x' \in x..(x + 2) /\ x < 4
B == x' = x + 1
Init == x = 0 /\ y = 0
Next == x' \in {x + 1, x + 2} /\ x < 9 /\ UNCHANGED y
Spec == Init /\ [][Next]_<<x, y>>
Small == x < 4
Leads == [][A \cdot B]_x
Both == A \cdot B
Short == [][(x' = x) \cdot B]_x
Open == [][A \cdot (y = 0 /\ B)]_x
Can == x < 4 <=> ENABLED (A \cdot B)`;
    for (const engine of ['compiled', 'interpreter'] as const) {
      const check = (config: string) =>
        verdictOf(
          {
            'T.tla': module('T', body),
            'T.cfg': `SPECIFICATION Spec\nINVARIANT Can\nCHECK_DEADLOCK FALSE\n${config}`,
          },
          { engine },
        );
      expect(await check('CONSTRAINT Small\nPROPERTY Leads')).toMatchObject({ kind: 'holds', distinct: 4 });
      expect(await check('ACTION_CONSTRAINT Both')).toMatchObject({ kind: 'holds', distinct: 6 });
      expect(await check('PROPERTY Leads')).toMatchObject({ kind: 'violation' });
      expect(await check('PROPERTY Short')).toMatchObject({ kind: 'violation', depth: 2 });
      expect(await check('PROPERTY Open')).toBe("`y'` is read before it has been given a value.");
    }
  });
});

describe('what is applied in an action', () => {
  const counted = async (body: string) => {
    const config = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE';
    const found = [];
    for (const engine of ['compiled', 'interpreter'] as const)
      found.push(await verdictOf({ 'T.tla': module('T', body), 'T.cfg': config }, { engine }));
    expect(found[0]).toEqual(found[1]);
    return found[0];
  };

  it('is entered where it is a function', async () => {
    expect(
      await counted(String.raw`EXTENDS Naturals
VARIABLE x
Step[k \in 1..2] == x' = k \/ x' = k + 1
Deep[k \in 0..2] == IF k = 0 THEN x' = 7 ELSE x' = 8 \/ Deep[k - 1]
Two[a, b \in 1..2] == x' = a + b
Pair[<<a, b>> \in (1..2) \X (1..2), c \in 1..2] == x' = a + b + c
Of[a \in 0..9] == [b \in 0..9 |-> x' = a + b]
Init == x = 0
Next == x = 0 /\ (\/ \E k \in 1..2 : Step[k]
                  \/ Deep[2] \/ Two[1, 2] \/ Pair[<<1, 2>>, 2] \/ [j \in {x} |-> x' = j][x] \/ Of[x][9])`),
    ).toEqual({ kind: 'holds', generated: 12, distinct: 8, depth: 2 });
  });

  it('is counted by the ways in which its body is true', async () => {
    expect(
      await counted(String.raw`EXTENDS Naturals
VARIABLE x
Safe[k \in 0..(x + 2)] == k = 0 \/ \E j \in 0..(k - 1) : Safe[j] /\ (Safe[0] => TRUE)
At[n \in Nat] == n = x \/ n < 9
Pair[<<a, b>> \in {<<x, x>>}, c \in {x}] == a = c \/ b = c
Init == x = 0
Next == /\ x < 3
        /\ LET Own[k \in 0..2] == Safe[k] \/ (k > 0 /\ Own[k - 1] /\ x = 0) IN Own[x] /\ At[x]
        /\ Pair[<<x, x>>, x]
        /\ x' = x + 1
        /\ At[x]`),
    ).toEqual({ kind: 'holds', generated: 17, distinct: 4, depth: 4 });
  });

  it('is counted so where it is an operator that applies itself', async () => {
    expect(
      await counted(String.raw`EXTENDS Naturals
VARIABLE x
RECURSIVE F(_), Any(_, _)
F(n) == IF n = 0 THEN TRUE ELSE F(n - 1) \/ TRUE
Any(P(_), n) == P(n) \/ (n > 0 /\ Any(P, n - 1))
Init == x = 0
Next == F(3) /\ Any(LAMBDA i : i >= x, 2) /\ x' = 1 - x`),
    ).toEqual({ kind: 'holds', generated: 21, distinct: 2, depth: 2 });
  });

  it('is an error in both engines where its argument is none of its domain', async () => {
    const message = await counted(
      "EXTENDS Naturals\nVARIABLE x\nStep[k \\in 1..2] == x' = k\nInit == x = 0\nNext == Step[x + 3]",
    );
    expect(message).toBe("`3` is outside the function's domain, which is `{1, 2}`.");
  });
});

describe('a value that no state can hold', () => {
  it('is an error where it would be given to a variable', async () => {
    const values = ['SUBSET SUBSET (1..36)', '{Nat}', '[i \\in Nat |-> i]', '<<1, Nat>>'];
    for (const engine of ['compiled', 'interpreter'] as const) {
      for (const value of values) {
        const body = `EXTENDS Naturals\nVARIABLE x\nInit == x = 0\nNext == x' = ${value}`;
        expect(
          await verdictOf({ 'T.tla': module('T', body), 'T.cfg': 'INIT Init\nNEXT Next' }, { engine }),
          value,
        ).toMatch(
          /^`(Nat|SUBSET \(SUBSET \(1\.\.36\)\))` (is infinite|has more members than can be written out)/,
        );
      }
    }
  });
});

describe('what the compiled engine cannot evaluate', () => {
  it('is interpreted, with a warning', async () => {
    const body = String.raw`EXTENDS Naturals
VARIABLE x
F == [[i \in Nat |-> i + x] EXCEPT ![7] = 3]
Init == x = 0
Next == x' = F[7] + (F[8] % 2)`;
    const files = { 'T.tla': module('T', body), 'T.cfg': 'INIT Init\nNEXT Next' };
    const { verdict, diagnostics } = await outcomeOf(files);
    expect(verdict).toMatchObject({ kind: 'holds', distinct: 3 });
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'interpreted: The specification was interpreted, which is slow: the compiled engine failed, and this is a bug. The compiled specification cannot be evaluated in a state in which the interpreted one can.',
    ]);
  });
});

describe('a definition of a LET', () => {
  it('is evaluated when it is needed, and then once', async () => {
    const body = String.raw`EXTENDS Integers, TLC, Sequences
ASSUME LET a == Print("once", 3) IN a + a * a = 12
ASSUME LET never == Print("never", 1) IN 1 = 1
ASSUME LET r == RandomElement(1..1000000) IN r = r
ASSUME LET RECURSIVE Sum(_)
           Sum(s) == LET rest == Sum(Tail(s)) IN IF s = <<>> THEN 0 ELSE Head(s) + rest * 2 - rest
       IN Sum([i \in 1..30 |-> i]) = 465`;
    const { verdict, printed } = await outcomeOf({ 'T.tla': module('T', body), 'T.cfg': '' });
    expect(verdict).toMatchObject({ kind: 'holds' });
    expect(printed).toEqual(['"once"']);
  });
});

describe('an action that leaves a variable open', () => {
  const body = (most: number) => `EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\\ y = 0
Step == x < 2 /\\ x' = x + 1 /\\ y' = y
Loose == x = ${most} /\\ x' = 0
Next == Step \\/ Loose`;
  const config = 'INIT Init NEXT Next CHECK_DEADLOCK FALSE';

  it('is an error where it is taken, and before that a warning', async () => {
    const never = await outcomeOf({ 'T.tla': module('T', body(7)), 'T.cfg': config });
    expect(never.verdict).toMatchObject({ kind: 'holds', distinct: 3 });
    expect(never.diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: `Loose` never gives `y` a next value.',
    ]);
    expect(await verdictOf({ 'T.tla': module('T', body(2)), 'T.cfg': config })).toBe(
      '`Loose` gives `y` no next value.',
    );
  });
});

describe('TLCGet', () => {
  it('gives all registers, each with its value in the one worker', async () => {
    const text = module(
      'T',
      String.raw`EXTENDS Naturals, Sequences, TLC
ASSUME TLCGet("all") = << >>
ASSUME TLCSet(23, 0) /\ TLCSet(42, 0) /\ TLCSet("s:seen", {}) /\ TLCSet("other", 1)
VARIABLE x
Init == x = 0
Next == TLCSet(23, TLCGet(23) + 1) /\ TLCSet("s:seen", TLCGet("s:seen") \cup {x}) /\ x < 3 /\ x' = x + 1
After ==
  /\ TLCSet(42, TLCGet("generated"))
  /\ LET all == TLCGet("all") IN
     /\ DOMAIN all = {23, 42}
     /\ Len(all[23]) = TLCGet("config").worker
     /\ all[23] = <<TLCGet("distinct")>>
     /\ all[42] = <<4>>
  /\ TLCGet("all:named") = [k \in {"s:seen"} |-> <<{0, 1, 2, 3}>>]`,
    );
    const config = 'INIT Init NEXT Next POSTCONDITION After CHECK_DEADLOCK FALSE';
    expect(await verdictOf({ 'T.tla': text, 'T.cfg': config })).toMatchObject({ kind: 'holds', distinct: 4 });
  });

  it('knows no properties of Java but those that are set', async () => {
    const text = module(
      'T',
      String.raw`EXTENDS TLC
ASSUME TLCGet("-Dabsent") = "-Dabsent"
ASSUME TLCSet("-Dset", "on") /\ TLCGet("-Dset") = "on"`,
    );
    expect(await verdictOf({ 'T.tla': text })).toMatchObject({ kind: 'holds' });
  });
});

describe('TLCGet("level")', () => {
  it('is one more under a prime', async () => {
    const text = module(
      'T',
      String.raw`EXTENDS Naturals, TLC
VARIABLE x
Level == TLCGet("level")
Init == x = 1
Next == x < 5 /\ Level' = Level + 1 /\ x' = Level'
Same == x = Level
Step == Level' = x'`,
    );
    const config = 'INIT Init NEXT Next INVARIANT Same ACTION_CONSTRAINT Step CHECK_DEADLOCK FALSE';
    expect(await verdictOf({ 'T.tla': text, 'T.cfg': config })).toEqual({
      kind: 'holds',
      generated: 5,
      distinct: 5,
      depth: 5,
    });
  });
});

describe('what is drawn at random', () => {
  it('may come from sets that nobody can write out', async () => {
    await assumed(String.raw`EXTENDS Integers, FiniteSets, TLC, Randomization
ASSUME LET drawn == RandomSubset(20, [1..9 -> 1..10])
       IN Cardinality(drawn) = 20 /\ drawn \subseteq [1..9 -> 1..10]
ASSUME RandomElement(SUBSET (1..60)) \subseteq 1..60
ASSUME LET r == RandomElement([a : 1..10^15, b : SUBSET (1..50)]) IN r.a \in 1..10^15 /\ r.b \subseteq 1..50
ASSUME Cardinality({RandomElement(1..10^18) : i \in 1..5}) <= 5
ASSUME RandomSubset(3, {1, 2, 3}) = 1..3`);
  });
});

describe('a behaviour that depends on more than its states', () => {
  it('cannot be found again, and that is said', async () => {
    const body = String.raw`EXTENDS Integers, TLC
VARIABLES x, y
Init == TLCSet(1, 0) /\ x = 0 /\ y = 0
Next == x < 3 /\ TLCSet(1, TLCGet(1) + 1) /\ x' = x + 1 /\ y' = TLCGet(1)
Few == x < 3`;
    const files = { 'T.tla': module('T', body), 'T.cfg': 'INIT Init\nNEXT Next\nINVARIANT Few' };
    const { verdict } = await outcomeOf(files);
    expect(verdict?.violations.map(({ name, message }) => `${name}: ${message}`)).toEqual([
      'unrepeatable: Something is wrong, and the behaviour that leads there cannot be found again: what a step leads to depends on registers or on chance, and not on the state alone.',
    ]);
  });
});
