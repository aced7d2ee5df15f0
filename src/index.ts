/**
 * tla-ts: a TLA+-style specification language and an explicit-state model checker.
 * @packageDocumentation
 */

export { check, checkRows } from '../checker/check.js';
export type { StateGraph } from '../checker/graph.js';
export * from '../checker/model.js';
export type { CheckOptions, Progress } from '../checker/options.js';
export * from '../checker/rows.js';
export { rowsOf } from '../checker/rows-of.js';
export { type Simulation, type SimulationOptions, simulateRows } from '../checker/simulate.js';
export * from '../checker/temporal.js';
export * from '../checker/verdict.js';
export { type SimulationRequest, simulateInThreads as simulateFile } from './batch/simulation.js';
export { type CheckFileOptions, checkFile, type FileOutcome } from './check-file.js';
export { type Interpreted, interpret } from './interpret/model.js';
export { type LoadRequest, loadSpec } from './load.js';
export { type ResolveRequest, resolve } from './semantics/resolve.js';
export type { Spec } from './semantics/spec.js';
export type { FileSimulation } from './simulate-file.js';
export type { Diagnostic, Outcome } from './syntax/diagnostic.js';
export { parseExpression, parseModule } from './syntax/parse.js';
export { Source } from './syntax/source.js';
export { compareValues } from './values/compare.js';
export { layoutValue, printValue } from './values/print.js';
export { FiniteSet, FunctionValue, ModelValue, SetValue, sameValue, type Value } from './values/value.js';
