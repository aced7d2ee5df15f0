/** What runs in a thread that helps to clear parts of the graph. */

import { workerData } from 'node:worker_threads';
import { type ClearStart, clearing, surroundingsOf } from './clear.js';

const start = workerData as ClearStart;
const work = clearing(start.parts, surroundingsOf(start), new Int32Array(start.control));
while (work.next().done !== true);
