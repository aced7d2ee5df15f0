/** What temporal formulas mean, in every form that they can be written: decided on a counter that goes round. */

import { describe, expect, it } from 'vitest';
import { check } from '../../checker/check.js';
import { modelOf } from '../interpret/evaluating.js';

const counter = String.raw`VARIABLES x, y
Init == x = 0 /\ y = 0
Up == x' = (x + 1) % 4 /\ y' = y
Jump(n) == x = n /\ y = 0 /\ y' = n /\ x' = x
Next == Up \/ \E n \in 1..2 : Jump(n)
CHECK_DEADLOCK FALSE
Holds(p) == []<>p
Answers(p, q) == p ~> q
Each(F(_)) == \A n \in 0..3 : F(n)
At(n) == x = n
Often(n) == []<>At(n)
`;

async function verdict(formula: string, fairness = 'WF_<<x, y>>(Up)') {
  const { kind } = await check(modelOf(`${counter}FAIRNESS ${fairness}\nPROPERTY P == ${formula}`));
  return kind;
}

describe('formulas that hold under weak fairness of Up', () => {
  it.each([
    '<>(x = 3)',
    '[]<>(x = 3)',
    'x = 1 ~> x = 0',
    String.raw`\A n \in 0..3 : []<>(x = n)`,
    String.raw`\A m, n \in 0..3 : x = m ~> x = n`,
    String.raw`\A <<m, n>> \in {<<0, 1>>, <<1, 2>>} : x = m ~> x = n`,
    String.raw`\E n \in 0..3 : <>[](y = n) /\ []<>(x = n)`,
    'Holds(x = 2)',
    'Answers(x = 1, x = 0)',
    String.raw`\A n \in 0..3 : Answers(At(n), At((n + 1) % 4))`,
    'Each(Often)',
    'Each(LAMBDA n : <>At(n))',
    'LET later == <>(x = 2) IN [](x = 1 => later)',
    'IF x = 0 THEN <>(x = 1) ELSE <>(x = 9)',
    'CASE x = 0 -> <>(x = 1) [] OTHER -> FALSE',
    '~[]<>(x = 9)',
    '[]<>(x = 9) => <>(x = 8)',
    '<>(x = 1) <=> <>(x = 2)',
    'lab :: <>(x = 1)',
    '[]<><<Up>>_x',
    '<>[][Up]_<<x, y>>',
    '[][Up]_x',
    "[][y' = y \\/ y = 0]_y",
    'WF_x(Up)',
    'SF_x(Up)',
    '[](ENABLED Up)',
    String.raw`[](y = 0 /\ x = 2 <=> ENABLED Jump(2))`,
    String.raw`\A n \in 1..2 : [](y # 0 => ~ENABLED Jump(n))`,
    '[](ENABLED <<Up>>_x)',
    '[](~ENABLED <<Up>>_y)',
    String.raw`x = 0 /\ [](x \in 0..3) /\ <>(x = 1)`,
    String.raw`<>[](y = 0) \/ <>[](y \in {1, 2})`,
  ])('%s', async (formula) => {
    expect(await verdict(formula)).toBe('holds');
  });
});

describe('formulas that some fair behaviour violates', () => {
  it.each([
    ['<>(x = 4)', 'liveness'],
    ['<>(y # 0)', 'liveness'],
    ['<>[](x = 0)', 'liveness'],
    [String.raw`\A n \in 0..3 : <>[](y = n)`, 'liveness'],
    ['[]<><<Jump(1)>>_y', 'liveness'],
    [String.raw`\E n \in 1..2 : <><<Jump(n)>>_y`, 'liveness'],
    ['SF_y(Jump(1))', 'liveness'],
    ['~<>(x = 2)', 'liveness'],
    ['[][Up]_<<x, y>>', 'violation'],
    ['[](x < 3)', 'violation'],
    ['x = 1', 'violation'],
    [String.raw`x = 0 /\ [](y = 0)`, 'violation'],
  ])('%s', async (formula, kind) => {
    expect(await verdict(formula)).toBe(kind);
  });
});

describe('fairness', () => {
  it('of an action that is enabled again and again must be strong', async () => {
    const jumps = '<>(y # 0)';
    const weak = String.raw`WF_<<x, y>>(Up) /\ \A n \in 1..2 : WF_<<x, y>>(Jump(n))`;
    expect(await verdict(jumps, weak)).toBe('liveness');
    expect(await verdict(jumps, weak.replace('WF_<<x, y>>(Jump', 'SF_<<x, y>>(Jump'))).toBe('holds');
  });

  it('may depend on a constant condition, and be hidden in definitions', async () => {
    const fair = String.raw`LET Strong(n) == SF_<<x, y>>(Jump(n)) IN \A n \in 1..2 : Strong(n) /\ WF_x(Up)`;
    expect(await verdict('<>(y # 0)', fair)).toBe('holds');
    const when = (condition: string) =>
      String.raw`WF_x(Up) /\ (IF ${condition} THEN SF_<<x, y>>(Jump(1)) ELSE WF_<<x, y>>(Jump(1)))`;
    expect(await verdict('<>(y # 0)', when('1 < 2'))).toBe('holds');
    expect(await verdict('<>(y # 0)', when('1 > 2'))).toBe('liveness');
    const onlyIf = (condition: string) =>
      String.raw`\A n \in 1..2 : (${condition}) => WF_x(Up) /\ SF_<<x, y>>(Jump(n))`;
    expect(await verdict('<>(y # 0)', onlyIf('n > 1'))).toBe('holds');
    expect(await verdict('<>(y # 0)', onlyIf('n > 2'))).toBe('liveness');
  });

  it('are told apart however many there are under conditions', async () => {
    const each = String.raw`\A m, n \in 1..6 : m # n => WF_<<x, y>>(Up /\ m + n > x)`;
    expect(await verdict('<>(x = 3)', each)).toBe('holds');
  });

  it('may be any formula that is to be taken for granted', async () => {
    expect(await verdict('<>(y = 2)', String.raw`WF_x(Up) /\ <>(y = 2)`)).toBe('holds');
    expect(await verdict('<>(y = 2)', String.raw`WF_x(Up) /\ <>(y # 0)`)).toBe('liveness');
    expect(await verdict('[](y = 0 => <>(y # 0))', '[]<>(x = 0) => <>(y # 0)')).toBe('liveness');
  });

  it('comes out of a SPECIFICATION too', async () => {
    const spec = String.raw`${counter}Spec == Init /\ [][Next]_<<x, y>> /\ WF_<<x, y>>(Up)
SPECIFICATION Spec
PROPERTY P == <>(x = 3)`;
    expect((await check(modelOf(spec))).kind).toBe('holds');
  });
});

describe('an instance', () => {
  const halves = String.raw`VARIABLE half
Init == half = 0
Up == half' = (half + 1) % 2
CanUp == ENABLED (half' = half + 7)
Fair == WF_half(Up)
Spec == Init /\ [][Up]_half /\ Fair`;
  const given = { files: { 'Halves.tla': `---- MODULE Halves ----\nEXTENDS Integers\n${halves}\n====` } };
  const text = (property: string, fairness = 'FAIRNESS WF_<<x, y>>(Up)') =>
    `${counter}H == INSTANCE Halves WITH half <- x \\div 2\n${fairness}\nPROPERTY P == ${property}`;

  it('is refined: initial predicate, steps and fairness', async () => {
    expect((await check(modelOf(text('H!Spec'), given))).kind).toBe('holds');
    expect((await check(modelOf(text('H!Spec', ''), given))).kind).toBe('liveness');
    const wild = text('H!Spec').replace('(x + 1) % 4', '(x + 3) % 4');
    expect((await check(modelOf(wild, given))).kind).toBe('holds');
    const wilder = text('H!Spec').replace("x' = (x + 1) % 4", "x' \\in {x, 5}");
    expect((await check(modelOf(wilder, given))).kind).toBe('violation');
  });

  it('has ENABLED choose the next value of its own variable', async () => {
    // No next value of x gives x \div 2 such a value; that of `half` may be anything.
    expect((await check(modelOf(text('[](H!CanUp)'), given))).kind).toBe('holds');
  });
});
