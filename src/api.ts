/** What programs call: `parse`, `check` and `simulate`, of a spec in a file, of a text at hand, or of a Model. */

import { check as checkModel } from '../checker/check.js';
import type { Model } from '../checker/model.js';
import type { CheckOptions } from '../checker/options.js';
import { rowsOf } from '../checker/rows-of.js';
import { type Simulation, type SimulationOptions, simulateRows } from '../checker/simulate.js';
import type { Verdict } from '../checker/verdict.js';
import { type SimulationRequest, simulateInThreads } from './batch/simulation.js';
import { type CheckFileOptions, checkFile, type FileOutcome } from './check-file.js';
import { type Loaded, type LoadRequest, loadSpec } from './load.js';
import type { FileSimulation } from './simulate-file.js';
import type { Source } from './syntax/source.js';

/** The path of a `.spec`, or of a `.tla` with its configuration; or the text itself, whose path says what lies beside it. */
export type SpecText = string | Source;

/**
 * Reads a spec with all that it extends, and resolves it, without exploring it. Nothing is thrown for what is wrong: `value` is absent, and
 * `diagnostics` say what, where, and under which code.
 *
 * @example
 * const { value, diagnostics } = parse('specs/paxos.spec', { model: 'medium' });
 */
export function parse(spec: SpecText, request: LoadRequest = {}): Loaded {
  return loadSpec(spec, { unexplored: true, ...request });
}

/**
 * Explores every reachable state of a spec and says whether it holds, or why not. Nothing is thrown for what is wrong with the text: then
 * there is no `verdict`, and `diagnostics` say what. A spec that cannot be evaluated has the verdict `error`.
 *
 * @example
 * const { verdict } = await check('specs/paxos.spec', { model: 'medium', signal: AbortSignal.timeout(10_000) });
 * console.log(verdict?.kind, verdict?.distinct);
 */
export function check(spec: SpecText, options?: CheckFileOptions): Promise<FileOutcome>;
/**
 * The same of a model that a program gives.
 *
 * @example
 * const verdict = await check(model);
 * if (verdict.kind === 'violation') console.log(verdict.violations[0]?.trace.states.length);
 * @throws what the model throws, but for an EvaluationFault, which is the verdict `error`
 */
export function check<State>(model: Model<State>, options?: CheckOptions): Promise<Verdict>;
export function check<State>(
  subject: SpecText | Model<State>,
  options: CheckFileOptions = {},
): Promise<FileOutcome | Verdict> {
  return isModel(subject) ? checkModel(subject, options) : checkFile(subject, options);
}

/**
 * Walks through a spec at random, with its invariants checked in every state, in several threads; the behaviours of a seed are the same in any
 * number of them. What is wrong with the text is in the `diagnostics`; of several violations that of the first behaviour is reported.
 *
 * @example
 * const { simulation } = await simulate('specs/paxos.spec', { traces: 1000, seed: 7 });
 */
export function simulate(spec: SpecText, request?: SimulationRequest): Promise<FileSimulation>;
/**
 * The same of a model that a program gives, in this thread.
 * @throws what the model throws, but for an EvaluationFault, which is a violation of the kind `error`
 */
export function simulate<State>(model: Model<State>, options?: SimulationOptions): Promise<Simulation>;
export function simulate<State>(
  subject: SpecText | Model<State>,
  options: SimulationRequest = {},
): Promise<FileSimulation | Simulation> {
  return isModel(subject) ? simulateRows(rowsOf(subject), options) : simulateInThreads(subject, options);
}

function isModel<State>(subject: SpecText | Model<State>): subject is Model<State> {
  return typeof subject === 'object' && 'successors' in subject;
}
