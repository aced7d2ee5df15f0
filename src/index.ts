/**
 * tla-ts: a TLA+-style specification language and an explicit-state model checker.
 * @packageDocumentation
 */

export type { StateGraph } from '../checker/graph.js';
export * from '../checker/model.js';
export type { CheckOptions, Progress } from '../checker/options.js';
export type { Simulation, SimulationOptions } from '../checker/simulate.js';
export * from '../checker/temporal.js';
export * from '../checker/verdict.js';
export { check, parse, type SpecText, simulate } from './api.js';
export type { SimulationRequest } from './batch/simulation.js';
export type { CheckFileOptions, FileOutcome } from './check-file.js';
export { type Interpreted, interpret } from './interpret/model.js';
export type { Loaded, LoadRequest } from './load.js';
export { type Plain, type PlainState, plainStates, toPlain } from './plain.js';
export type { Spec } from './semantics/spec.js';
export type { FileSimulation } from './simulate-file.js';
export type { Diagnostic, Outcome } from './syntax/diagnostic.js';
export { Source } from './syntax/source.js';
export { compareValues } from './values/compare.js';
export { layoutValue, printValue } from './values/print.js';
export { FiniteSet, FunctionValue, ModelValue, SetValue, sameValue, type Value } from './values/value.js';
