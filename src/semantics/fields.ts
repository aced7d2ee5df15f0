/** The fields of records and of sets of records. */

import type * as tree from '../syntax/tree.js';
import type { Elaborator } from './elaborate.js';

/** A field has one value: to give it another, in the same breath, is a slip of the pen. */
export function refuseRepeatedFields(elaborator: Elaborator, fields: readonly tree.RecordField[]): void {
  const seen = new Set<string>();
  for (const { name } of fields) {
    if (seen.has(name.text))
      elaborator.error('duplicate', `The field \`${name.text}\` stands twice here.`, name.span);
    seen.add(name.text);
  }
}
