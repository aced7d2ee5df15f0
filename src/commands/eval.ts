/** `tla-ts eval EXPR`: the value of an expression. */

import { evaluateText } from '../prompt/evaluate.js';
import { excerpt } from '../report/diagnostics.js';
import { styleFor, wantsColour } from '../report/style.js';
import { layoutValue } from '../values/print.js';
import { defined } from './defined.js';
import { exitStatus } from './exit.js';
import { remark, say, tellErrors } from './say.js';
import { widthOf } from './width.js';

export interface EvalCommandOptions {
  readonly spec?: string;
  readonly model?: string;
  readonly config?: string;
  readonly constant?: Readonly<Record<string, string>>;
  readonly color: boolean;
}

/** @returns the exit status */
export function runEval(text: string, options: EvalCommandOptions): number {
  const { value, diagnostics, fault, printed, sources } = evaluateText(text, {
    file: options.spec,
    request: {
      ...defined('model', options.model),
      ...defined('config', options.config),
      ...defined('constants', options.constant),
    },
  });
  for (const line of printed) say(`${line}\n`);
  const style = styleFor(wantsColour(process.stderr, options.color));
  if (fault !== undefined) {
    const { message, place } = fault;
    const source = sources.get(place?.file ?? '');
    const at =
      place === undefined || source === undefined
        ? []
        : excerpt(
            {
              source,
              start: source.offset(place),
              end: source.offset({ line: place.endLine, column: place.endColumn }),
            },
            style,
            widthOf(process.stderr),
          );
    const title = `${style.red(style.bold('error'))}${style.dim(`[${fault.code}]`)}: ${style.bold(message)}`;
    remark(`${[title, ...at].join('\n')}\n`);
    return exitStatus.error;
  }
  if (value === undefined) {
    tellErrors(diagnostics, options.color);
    return exitStatus.unresolved;
  }
  say(`${layoutValue(value, widthOf(process.stdout))}\n`);
  return exitStatus.holds;
}
