import { check, parse, Source } from 'tla-ts';

// A file with all that it extends, resolved: what check would explore.
const { value: spec } = parse('specs/paxos.spec', { model: 'medium' });
console.log(spec?.variables.map(({ name }) => name).join());
// The state spaces of variables are checked like invariants, and are among them.
const stated = spec?.invariants.filter(({ kind }) => kind === 'invariant');
console.log(stated?.map(({ name }) => name).join());

// A text at hand; what is wrong with it comes back, with its place.
const { diagnostics } = parse(new Source('typed.spec', 'Half == 1 +\nWhole == 2'));
for (const { code, message, span } of diagnostics) {
  const place = span?.source.position(span.start);
  console.log(`${place?.line}:${place?.column} ${code}: ${message}`);
}

const clock = new Source('clock.spec', "VARIABLE hour\nInit == hour = 1\nNext == hour' = (hour % 12) + 1");
const { verdict } = await check(clock);
console.log(verdict?.kind, verdict?.distinct);
