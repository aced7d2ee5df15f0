import { check, simulate } from 'tla-ts';

// In two threads; the behaviours of a seed are the same in any number of them.
const request = { traces: 20, depth: 12, seed: 7, workers: 2 };
const { simulation } = await simulate('specs/paxos.spec', request);
console.log(`${simulation?.traces} behaviours, ${simulation?.violation?.message ?? 'nothing wrong'}`);

// A search that is given up: nothing is thrown, the verdict says so.
const { verdict } = await check('specs/paxos.spec', {
  signal: AbortSignal.abort(),
  progress: ({ distinct }) => console.error(`${distinct} states`),
});
console.log(verdict?.kind, verdict?.incomplete.join());
