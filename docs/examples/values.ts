import * as immutable from 'immutable';
import { check, FiniteSet, FunctionValue, ModelValue, plainStates, type Trace, toPlain } from 'tla-ts';

const { verdict } = await check('specs/paxos-minority.spec');
const trace: Trace | undefined = verdict?.violations[0]?.trace;
const states = trace?.states ?? [];

// The state of a variable, by its name.
const msgs = states.at(-1)?.values[trace?.variables.indexOf('msgs') ?? 0];
if (msgs instanceof FiniteSet) {
  // A set of TLA+ holds an immutable Set, a function an immutable Map; a record is a function of strings, a sequence one of 1..n.
  const records = msgs.toImmutable().filter((message) => message instanceof FunctionValue);
  const votes = records.filter((record) => record.get('type') === '2b');
  console.log(`voted for: ${votes.map((vote) => vote.get('val')).join()}`);
}

// Values are equal by content, as keys and in sets, too.
const ballot = FunctionValue.record([
  ['bal', 1],
  ['acc', ModelValue.of('a1')],
]);
const same = FunctionValue.record([
  ['acc', ModelValue.of('a1')],
  ['bal', 1],
]);
console.log(
  immutable.is(ballot, same),
  immutable.Map([[ballot, 'known']]).get(same),
  FiniteSet.of([ballot, same]).size,
);
console.log(immutable.Set(states.map(({ values }) => immutable.List(values))).size === states.length);

// As plain JavaScript: arrays, objects, strings, numbers.
console.log(JSON.stringify(toPlain(FunctionValue.sequence([ballot, FiniteSet.of([2, 1]), 'two']))));
const last = trace && plainStates(trace).at(-1);
console.log(
  last?.action?.name,
  JSON.stringify(last?.action?.arguments),
  JSON.stringify(last?.values.learned),
);
