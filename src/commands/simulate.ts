/** `tla-ts simulate FILE` */

import { join } from 'node:path';
import { count } from '../../checker/quantities.js';
import type { Trace } from '../../checker/verdict.js';
import { lostThread, simulateInThreads } from '../batch/simulation.js';
import { itfReport } from '../report/itf.js';
import { styleFor, wantsColour } from '../report/style.js';
import { renderViolation } from '../report/terminal.js';
import { defined } from './defined.js';
import { exitStatus } from './exit.js';
import { makeFolder, OutputError, writeWhole } from './output.js';
import { complain, say, tellDiagnostics, tellErrors } from './say.js';
import { widthOf } from './width.js';

export interface SimulateCommandOptions {
  readonly model?: string;
  readonly config?: string;
  readonly constant?: Readonly<Record<string, string>>;
  readonly traces: number;
  readonly depth: number;
  readonly seed: number;
  readonly out?: string;
  readonly workers?: number | 'auto';
  readonly color: boolean;
}

/** @returns the exit status */
export async function runSimulate(file: string, options: SimulateCommandOptions): Promise<number> {
  const { traces, depth, seed, out } = options;
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  let written = 0;
  let unwritten: string | undefined;
  const write = (trace: Trace, index: number, message: string) => {
    if (out === undefined || unwritten !== undefined) return;
    const name = `trace-${String(index + 1).padStart(String(traces).length, '0')}.itf.json`;
    try {
      writeWhole(join(out, name), `${JSON.stringify(itfReport({ spec: file, message }, trace), null, 2)}\n`);
      written++;
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      unwritten = error.message;
      interrupt.abort();
    }
  };
  if (out !== undefined) {
    try {
      makeFolder(out);
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      complain(error.message);
      return exitStatus.failed;
    }
  }
  const { spec, simulation, diagnostics, sources } = await simulateInThreads(file, {
    traces,
    depth,
    seed,
    signal: interrupt.signal,
    ...(out === undefined
      ? {}
      : {
          trace: (trace: Trace, index: number) =>
            write(trace, index, `Behaviour ${index + 1} of seed ${seed}.`),
        }),
    ...defined('model', options.model),
    ...defined('config', options.config),
    ...defined('constants', options.constant),
    ...defined('workers', options.workers),
  });
  process.removeListener('SIGINT', onInterrupt);
  if (spec === undefined || simulation === undefined) {
    tellErrors(diagnostics, options.color);
    return diagnostics.some(({ code }) => code === lostThread) ? exitStatus.failed : exitStatus.unresolved;
  }
  tellDiagnostics(diagnostics, options.color);
  const style = styleFor(wantsColour(process.stdout, options.color));
  const { violation, index = 0 } = simulation;
  const lines = [`${style.bold(spec.name)}${spec.model === undefined ? '' : `, model ${spec.model}`}`, ''];
  if (violation !== undefined) {
    write(violation.trace, index, violation.message);
    const width = widthOf(process.stdout);
    const { length } = violation.trace.states;
    const title = `Behaviour ${index + 1} of seed ${seed} leads there (${length === 1 ? '1 state' : `${length} states`}):`;
    const view = { style, width, coverage: false, source: (name: string) => sources.get(name) };
    lines.push(renderViolation(violation, view, title), '');
  }
  const stopped = simulation.interrupted && unwritten === undefined ? ' It was interrupted.' : '';
  const counts = `${count(simulation.traces)} behaviours, ${count(simulation.states)} states, the longest has ${simulation.longest}, seed ${seed}`;
  const verdict =
    violation === undefined
      ? style.green(style.bold('Nothing wrong was seen.'))
      : style.red(style.bold(`Does not hold: ${violation.name}.`));
  lines.push(`${verdict}${stopped} ${style.dim(violation === undefined ? `(${counts})` : `(seed ${seed})`)}`);
  if (written > 0)
    lines.push(
      `${written === 1 ? '1 behaviour was' : `${count(written)} behaviours were`} written to ${out}.`,
    );
  say(`${lines.join('\n')}\n`);
  if (unwritten !== undefined) {
    complain(unwritten);
    return exitStatus.failed;
  }
  if (violation === undefined) return simulation.interrupted ? exitStatus.incomplete : exitStatus.holds;
  if (violation.kind === 'error') return exitStatus.error;
  return violation.kind === 'deadlock' ? exitStatus.deadlock : exitStatus.violation;
}
