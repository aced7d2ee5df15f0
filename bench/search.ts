/** What the search itself costs: `node build/bench/search.js [resource managers] [workers]`, on a model written by hand. */

import { checkRows } from '../checker/check.js';
import { openRows } from './two-phase-commit.js';

const managers = Number(process.argv[2] ?? 9);
const workers = Number(process.argv[3] ?? 1);
const { generated, distinct, depth, seconds, memory } = await checkRows(openRows(managers), { workers });
const perSecond = (count: number) => `${(count / seconds / 1e6).toFixed(1)} million/s`;
process.stdout.write(
  `${managers} resource managers, ${workers} workers: ${generated} generated (${perSecond(generated)}), ${distinct} distinct, depth ${depth}, ${seconds.toFixed(2)} s, ${(memory / 1e6).toFixed(0)} MB\n`,
);
