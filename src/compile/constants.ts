/** Values that are the same in every state, also where finding them takes long: assumptions, constant definitions. */

import { EvaluationFault } from '../../checker/model.js';
import { Misfit } from '../../checker/rows.js';
import type { Expression } from '../semantics/spec.js';
import { type Box, isTrouble } from './boxes/box.js';
import { ValueTable } from './boxes/table.js';
import { box } from './emit/boxing.js';
import { Emitter } from './emit/emitter.js';
import { Folder } from './emit/fold.js';
import { Program, Unsupported } from './emit/program.js';
import type { Frame, Scope } from './emit/scope.js';
import { value } from './emit/values.js';
import { boxedLayout } from './layout/layout.js';
import { evaluateText } from './runtime.js';

/**
 * One that writes a program for what takes long.
 * @param patience how many expressions the interpreter may evaluate, and members of sets write out, for one constant
 */
export function swiftFolder(patience = 10_000): Folder {
  let table: ValueTable | undefined;
  const run = (node: Expression, scope: Scope, folder: Folder) => {
    table ??= ValueTable.create();
    return evaluated(node, scope, folder, table);
  };
  return new Folder({ run, patience });
}

function evaluated(node: Expression, scope: Scope, folder: Folder, table: ValueTable): Box | undefined {
  try {
    const program = new Program();
    const emitter = new Emitter(program, boxedLayout(0), folder);
    const block = emitter.block();
    const frame: Frame = { current: emitter.nothing(block), next: undefined, initial: false };
    const result = box(value(node, { emitter, scope, frame, block }), block);
    const code = `${block.text()}\nreturn ${result};`;
    const functions = program.text(code);
    const constants = program.constants.map((_, i) => `const k${i} = K[${i}];`).join('\n');
    const text = `'use strict';\n${constants}\n${functions}\n${code}`;
    return evaluateText(text, program.constants, table);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** What the interpreter is to try, or to explain. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Unsupported ||
    isTrouble(error) ||
    error instanceof EvaluationFault ||
    error instanceof Misfit ||
    (error instanceof RangeError && /call stack/.test(error.message))
  );
}
