/** Room for more than has been seen, where there has been too little of it again and again: each time costs a compilation. */

import type { Definition, Expression, Spec } from '../../semantics/spec.js';
import { children } from '../../semantics/walk.js';
import { ModelValue } from '../../values/value.js';
import { Atom, type Box } from '../boxes/box.js';
import { toBox } from '../boxes/convert.js';
import { anything, jointly, merged, type Seen } from './seen.js';

/** How often a list or a set of the values of a part may grow before the part is one number. */
const mostGrowths = 5;
/** The same of values without parts, of which there are seldom many. */
const mostPlainGrowths = 12;
/** And before these get room for all that the specification mentions. */
const fewGrowths = 2;
/** More get no room before they are seen. */
const mostMentioned = 64;
/** How many items of a function may be numbers: a state takes a word for each, where one value for all of them takes an object. */
const mostNumbers = 16;

/** How often the values of a variable, or of each part of it, have turned out to be more than there was room for. */
export class Growth {
  private size = 0;
  private times = -1;
  private readonly parts: Growth[] = [];
  /** Of the items of a sequence, or of a function where they are alike. */
  private joint: Growth | undefined;

  note(seen: Seen): void {
    if (seen.kind === 'sequence') {
      this.joint ??= new Growth();
      this.joint.note(seen.item);
      return;
    }
    if (seen.kind === 'function') {
      const joint = jointly(seen.keys, seen.items);
      this.joint = joint && (this.joint ?? new Growth());
      if (joint !== undefined) this.joint?.note(joint);
      else
        seen.items.forEach((item, index) => {
          this.parts[index] ??= new Growth();
          this.parts[index].note(item);
        });
      return;
    }
    const size = seen.kind === 'listed' ? seen.items.length : seen.kind === 'set' ? seen.members.length : 0;
    if (size > this.size) this.times++;
    this.size = size;
  }

  /** With more room where there have been too many. */
  applied(seen: Seen, mentioned: readonly Box[]): Seen {
    if (seen.kind === 'sequence') {
      const item = this.joint?.applied(seen.item, mentioned) ?? seen.item;
      return item.kind === 'anything' ? anything : { ...seen, item };
    }
    if (seen.kind === 'function') {
      const items = seen.items.map(
        (item, index) => (this.joint ?? this.parts[index])?.applied(item, mentioned) ?? item,
      );
      // As many numbers as these are better one.
      const numbers = items.filter(({ kind }) => kind === 'anything').length;
      return numbers > mostNumbers ? anything : { ...seen, items };
    }
    if (seen.kind !== 'listed' && seen.kind !== 'set') return seen;
    const values = seen.kind === 'listed' ? seen.items : seen.members;
    const plain =
      values.length > 0 && values.every((value) => typeof value !== 'object' || value instanceof Atom);
    if (this.times >= (plain ? mostPlainGrowths : mostGrowths)) return anything;
    if (!plain || this.times < fewGrowths) return seen;
    const all = merged(values, foreseen(values, mentioned));
    return seen.kind === 'listed' ? { ...seen, items: all } : { ...seen, members: all };
  }
}

/** What may come where these have come: the mentioned ones of their kinds, and numbers up to the next power of two. */
function foreseen(values: readonly Box[], mentioned: readonly Box[]): readonly Box[] {
  const kinds = new Set(values.map((value) => typeof value));
  const numbers = values.filter((value) => typeof value === 'number');
  const low = Math.min(...numbers);
  const span = 2 ** Math.ceil(Math.log2(Math.max(...numbers) - low + 1));
  return [
    ...(kinds.size === 1 ? mentioned.filter((value) => kinds.has(typeof value)) : []),
    ...(span <= mostMentioned ? Array.from({ length: span }, (_, index) => low + index) : []),
  ];
}

/** The strings and model values that steps mention; none where they are many. */
export function mentionedIn({ behaviour }: Spec): readonly Box[] {
  const found = new Set<Box>();
  const entered = new Set<Definition>();
  const visit = (node: Expression): void => {
    if (node.kind === 'literal' && (typeof node.value === 'string' || node.value instanceof ModelValue))
      found.add(toBox(node.value));
    if (node.kind === 'apply' && !entered.has(node.definition)) {
      entered.add(node.definition);
      visit(node.definition.body);
    }
    for (const child of children(node)) visit(child);
  };
  if (behaviour !== undefined) for (const node of [behaviour.init, behaviour.next]) visit(node);
  return found.size > mostMentioned ? [] : [...found];
}
