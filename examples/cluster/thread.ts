/** A process of the cluster in a thread of its own: it answers every input with what it led to. */

import { parentPort, workerData } from 'node:worker_threads';
import type { Bug, Input, Name } from './messages.js';
import { Process } from './process.js';

const { name, bug } = workerData as { readonly name: Name; readonly bug: Bug | undefined };
const process = new Process(name, bug);
parentPort?.on('message', (input: Input) => parentPort?.postMessage(process.handle(input)));
