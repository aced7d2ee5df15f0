import { check, FunctionValue, type Model, printValue } from 'tla-ts';

interface Client {
  readonly at: 'start' | 'read' | 'done';
  readonly seen: number;
}

interface State {
  readonly counter: number;
  readonly clients: readonly Client[];
}

/** Two clients add one to a counter: each reads it, and writes back what it read plus one. */
const model: Model<State> = {
  name: 'LostUpdate',
  variables: ['counter', 'clients'],
  actions: [{ name: 'Read' }, { name: 'Write' }],
  values: ({ counter, clients }) => [
    counter,
    FunctionValue.sequence(
      clients.map(({ at, seen }) =>
        FunctionValue.record([
          ['at', at],
          ['seen', seen],
        ]),
      ),
    ),
  ],
  *initial() {
    const client: Client = { at: 'start', seen: 0 };
    yield { counter: 0, clients: [client, client] };
  },
  *successors({ counter, clients }) {
    for (const [index, { at, seen }] of clients.entries()) {
      if (at === 'start')
        yield { action: 0, state: { counter, clients: clients.with(index, { at: 'read', seen: counter }) } };
      if (at === 'read')
        yield { action: 1, state: { counter: seen + 1, clients: clients.with(index, { at: 'done', seen }) } };
    }
  },
  invariants: [
    {
      name: 'NothingLost',
      kind: 'invariant',
      holds: ({ counter, clients }) =>
        counter === clients.length || clients.some((client) => client.at !== 'done'),
    },
  ],
  checkDeadlock: false,
};

const verdict = await check(model);
console.log(`${verdict.kind}: ${verdict.distinct} states`);
for (const { trace } of verdict.violations) {
  for (const { action, values } of trace.states)
    console.log(action?.text ?? 'start', values.map((value) => printValue(value)).join(' '));
}
