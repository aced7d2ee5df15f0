/** The set of all sequences of members of a set. */

import { SequenceSpace } from '../../values/symbolic.js';
import { type Box, BoxFunction, type BoxSet, sequence } from './box.js';
import { related, SymbolicBox, setValue } from './symbolic.js';

/** Seq(base) */
export class SequencesBox extends SymbolicBox {
  constructor(readonly base: BoxSet) {
    super();
  }

  protected override makeValue(): SequenceSpace {
    return new SequenceSpace(setValue(this.base));
  }

  override get extent(): number {
    return this.base.extent === 0 ? 1 : Number.POSITIVE_INFINITY;
  }

  override has(box: Box): boolean {
    return (
      box instanceof BoxFunction && box.keys.sequential && box.values.every((item) => this.base.has(item))
    );
  }

  override shapeIn(other: BoxSet, how: 'same' | 'within'): boolean | undefined {
    return other instanceof SequencesBox ? related(this.base, other.base, how) : undefined;
  }

  /** Asked for only where there is nothing that a sequence could be made of. */
  protected override generate(): Iterable<Box> {
    return [sequence([])];
  }
}
