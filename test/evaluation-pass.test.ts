/** Which expressions a check leaves unevaluated. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CheckFileOptions, checkFile } from '../src/check-file.js';
import { evaluationPass } from '../src/evaluation-pass.js';
import { loadSpec } from '../src/load.js';
import { inFolder } from './cli/running.js';

/** What is listed, a line each. */
async function neverEvaluated(
  text: string,
  options: CheckFileOptions = {},
  others: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { verdict, diagnostics } = await inFolder({ 't.spec': text, ...others }, (folder) =>
    checkFile(join(folder, 't.spec'), { ...options, coverage: true }),
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return (verdict?.expressions?.neverEvaluated ?? []).map(
    ({ place, text: said }) =>
      `${place.file.replace(/.*\//, '')}:${place.line}:${place.column}-${place.endColumn} ${said}`,
  );
}

/** The pass alone, bounded. */
function pass(text: string, distinct: number, most: number, signal?: AbortSignal) {
  return inFolder({ 't.spec': text }, async (folder) => {
    const { value, sources } = loadSpec(join(folder, 't.spec'));
    if (value === undefined) throw new Error('The spec does not resolve.');
    const { verdict } = await checkFile(join(folder, 't.spec'));
    if (verdict === undefined) throw new Error('There was no search.');
    expect(verdict.distinct).toBe(distinct);
    return evaluationPass(value, signal === undefined ? {} : { signal }, verdict, sources, most);
  });
}

const counting = `VARIABLE x
Init == x = 0
Next == x < 9 /\\ x' = IF x = 5 THEN 6 ELSE x + 1
CHECK_DEADLOCK FALSE`;

describe('what is never evaluated', () => {
  it('is listed whole, in the order of the text', async () => {
    const text = String.raw`VARIABLES x, y
Twice(e) == e +
  e
Init == x = 0 /\ y = {}
Up == x < 2 /\ x' = x + 1 /\ y' = IF x > 5 THEN Twice(x) ELSE LET unused == x * 7 IN y
Stop == x > 9 /\ x' = Twice(x + 1) /\ UNCHANGED y
Next == Up \/ Stop
INVARIANT Small == x < 3 \/ y = {x}
CONSTRAINT Near == x > 8 => \A e \in y : e < 8
PROPERTY Rises == [][x' > x \/ y' = {3}]_x
CHECK_DEADLOCK FALSE`;
    const expected = [
      't.spec:5:49-57 Twice(x)',
      't.spec:5:77-82 x * 7',
      "t.spec:6:18-35 x' = Twice(x + 1)",
      't.spec:6:39-50 UNCHANGED y',
      't.spec:8:29-36 y = {x}',
      't.spec:9:29-47 \\A e \\in y : e < 8',
      "t.spec:10:32-40 y' = {3}",
      't.spec:10:42-43 x',
    ];
    expect(await neverEvaluated(text)).toEqual(expected);
    expect(await neverEvaluated(text, { engine: 'interpreter' })).toEqual(expected);
  });

  it('is nothing of what is given a value, handed on, or looked at by ENABLED and UNCHANGED', async () => {
    const text = String.raw`EXTENDS FiniteSetsExt, Functions
VARIABLES x, y, z
vars == <<x, y, z>>
rest == <<y, z>>
xNext == x'
Is(next, value) == next = value
With(Op(_), e) == Op(e)
Raise(f) == [f EXCEPT !["a"] = @ + 1]
Init == x = 0 /\ y = [k \in {"a"} |-> 0] /\ z \in {1, 2}
Up == x < 2 /\ xNext = x + 1 /\ Is(y', With(Raise, y)) /\ With(LAMBDA w : UNCHANGED w, z)
Rest == ENABLED (x' = 3 /\ x < 8 /\ UNCHANGED rest) /\ UNCHANGED <<x, rest>>
Next == Up \/ Rest
INVARIANT Sum == FoldFunction(+, 0, y) >= 0 /\ Quantify({x}, LAMBDA e : e >= 0) = 1
FAIRNESS WF_vars(Up)
PROPERTY Ends == <>(x = 2)
VIEW vars`;
    expect(await neverEvaluated(text)).toEqual([]);
  });

  it('is told by its place: one instance that evaluates it is enough', async () => {
    const module = `CONSTANT Big
VARIABLE x
Kind == IF Big THEN "big" ELSE "small"
Odd == IF x > 7 THEN 1 ELSE 2`;
    const text = String.raw`VARIABLE x
A == INSTANCE m WITH Big <- TRUE
B == INSTANCE m WITH Big <- FALSE
Init == x = 0
Next == x' = x
INVARIANT Kinds == A!Kind # B!Kind /\ A!Odd = 2`;
    expect(await neverEvaluated(text, {}, { 'm.spec': module })).toEqual(['m.spec:4:22-23 1']);
  });

  it('does not count what only an explanation evaluates', async () => {
    const text = String.raw`VARIABLE x
Init == x = 0
Next == x' = x + 1
INVARIANT Never == x < 2 /\ x < 3
INVARIANT Far == x < 9 \/ x < 20`;
    expect(await neverEvaluated(text)).toEqual(['t.spec:5:27-33 x < 20']);
  });

  it('ends where the search ended: at the level of a violation, or at the depth asked for', async () => {
    const violated = `${counting}\nINVARIANT Low == x < 3`;
    expect(await neverEvaluated(violated)).toEqual(['t.spec:3:37-38 6']);
    expect(await neverEvaluated(counting, { maxDepth: 3 })).toEqual(['t.spec:3:37-38 6']);
    expect(await neverEvaluated(counting)).toEqual([]);
  });

  it('is looked for although evaluating ends in an error', async () => {
    const text = String.raw`VARIABLE x
Init == x = 0
Next == x' = x + 1 /\ x < {} /\ x # 9`;
    expect(await neverEvaluated(text)).toEqual(['t.spec:3:33-38 x # 9']);
  });

  it('prints nothing twice', async () => {
    const text = `EXTENDS TLC\nVARIABLE x\nInit == x = 0\nNext == PrintT("step") /\\ x' = x`;
    const { printed } = await inFolder({ 't.spec': text }, (folder) =>
      checkFile(join(folder, 't.spec'), { engine: 'interpreter', coverage: true }),
    );
    expect(printed).toEqual(['"step"']);
  });

  it('is not looked for unless asked, nor where no state was found', async () => {
    await inFolder({ 't.spec': counting, 'u.spec': `ASSUME 1 = 2\n${counting}` }, async (folder) => {
      expect((await checkFile(join(folder, 't.spec'))).verdict?.expressions).toBeUndefined();
      const { verdict } = await checkFile(join(folder, 'u.spec'), { coverage: true });
      expect(verdict?.kind).toBe('assumption');
      expect(verdict?.expressions).toBeUndefined();
    });
  });
});

describe('the pass', () => {
  it('ends when every expression has been evaluated', async () => {
    expect(await pass(counting, 10, 100)).toEqual({
      states: 6,
      bounded: false,
      interrupted: false,
      neverEvaluated: [],
    });
  });

  it('says that it reached its bound', async () => {
    expect(await pass(counting, 10, 5)).toMatchObject({
      states: 5,
      bounded: true,
      neverEvaluated: [{ text: '6' }],
    });
    expect(await pass(counting.replace('x = 5', 'x = 50'), 10, 10)).toMatchObject({
      states: 10,
      bounded: false,
      neverEvaluated: [{ text: '6' }],
    });
  });

  it('can be interrupted', async () => {
    const long = counting.replace('x < 9', 'x < 20000').replace('x = 5', 'x = 50000');
    const { states, interrupted, bounded } = await pass(long, 20_001, 30_000, AbortSignal.abort());
    expect({ interrupted, bounded }).toEqual({ interrupted: true, bounded: false });
    expect(states).toBeLessThan(20_001);
  });
});
