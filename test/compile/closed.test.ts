/** What tells the values of constant expressions apart, and that conditions on the members of a set are told apart by it. */

import { describe, expect, it } from 'vitest';
import { type Box, BoxFunction, Keys } from '../../src/compile/boxes/box.js';
import { Closures } from '../../src/compile/emit/closed.js';
import { Folder } from '../../src/compile/emit/fold.js';
import { constant, type Rep } from '../../src/compile/emit/rep.js';
import { bindRep, type Scope } from '../../src/compile/emit/scope.js';
import type { Expression, Local } from '../../src/semantics/spec.js';
import { specOf } from '../semantics/resolving.js';

/** The conditions of the sets `{m \in S : …}` within each other, with what they bind. */
function conditionsOf(text: string): { body: Expression; local: Local }[] {
  const found: { body: Expression; local: Local }[] = [];
  let node = specOf(`EXTENDS Naturals\nValue == ${text}`).definitions.get('Value')?.body;
  while (node?.kind === 'exists') {
    found.push({ body: node.body, local: node.bounds[0]?.locals[0] as Local });
    node = node.body;
  }
  return found;
}

const message = (type: string, n: number) => new BoxFunction(Keys.of(['n', 'type']), [n, type]);

function scopeOf(...bound: readonly (readonly [Local, Box | Rep])[]): Scope {
  return bound.reduce<Scope>(
    (scope, [local, to]) =>
      bindRep(local, typeof to === 'object' && 'kind' in to ? to : constant(to as Box), scope),
    undefined,
  );
}

describe('the key of an expression', () => {
  it('is that of the fields which are looked at', () => {
    const [{ body, local }] = conditionsOf(String.raw`\E m \in {} : m.type = "a"`) as [
      { body: Expression; local: Local },
    ];
    const closures = new Closures();
    const key = (box: Box) => closures.keyOf(body, scopeOf([local, box]));
    expect(key(message('a', 1))).toBe(key(message('a', 2)));
    expect(key(message('a', 1))).not.toBe(key(message('b', 1)));
    expect(key(7)).not.toBe(key(message('a', 1)));
  });

  it('is that of the whole where the whole is looked at too', () => {
    const [{ body, local }] = conditionsOf(String.raw`\E m \in {} : m.type = "a" /\ m \in {}`) as [
      { body: Expression; local: Local },
    ];
    const closures = new Closures();
    const [one, two] = [message('a', 1), message('a', 2)];
    const key = (box: Box) => closures.keyOf(body, scopeOf([local, box]));
    expect(key(one)).not.toBe(key(two));
    expect(key(one)).toBe(key(one));
  });

  it('is none where something is known only when the program runs', () => {
    const [outer, inner] = conditionsOf(String.raw`\E m \in {} : \E k \in {} : m.n > k`) as [
      { body: Expression; local: Local },
      { body: Expression; local: Local },
    ];
    const closures = new Closures();
    const later: Rep = { kind: 'box', js: 'x' };
    const scope = scopeOf([outer.local, message('a', 1)], [inner.local, later]);
    expect(closures.keyOf(inner.body, scope)).toBeUndefined();
    expect(closures.keyWithout(inner.body, [inner.local], scope)).toBeDefined();
    expect(closures.keyOf(inner.body, scopeOf([outer.local, later], [inner.local, 1]))).toBeUndefined();
  });
});

describe('a condition on the members of a set', () => {
  it('is known for each, as the other names are bound', () => {
    const [outer, inner] = conditionsOf(String.raw`\E k \in {} : \E m \in {} : m.n > k`) as [
      { body: Expression; local: Local },
      { body: Expression; local: Local },
    ];
    const folder = new Folder();
    const members = [message('a', 1), message('a', 2), message('b', 3), 4];
    const above = (k: number) => {
      const test = folder.ofMembers(inner.body, inner.local, members, scopeOf([outer.local, k]));
      return members.map((_, index) => test?.(index));
    };
    expect(above(1)).toEqual([false, true, true, undefined]);
    expect(above(2)).toEqual([false, false, true, undefined]);
    expect(above(1)).toEqual([false, true, true, undefined]);
  });
});
