import { loadSpec, parseModule, Source } from 'tla-ts';

// A file with all that it extends, resolved: what check would explore.
const { value: spec } = loadSpec('specs/paxos.spec', { model: 'medium' });
console.log(spec?.variables.map(({ name }) => name).join(), spec?.invariants.map(({ name }) => name).join());

// A text by itself, as a syntax tree; what is wrong with it comes back, with its place.
const { diagnostics } = parseModule(new Source('typed.spec', 'Half == 1 +\nWhole == 2'), 'spec');
for (const { code, message, span } of diagnostics) {
  const place = span?.source.position(span.start);
  console.log(`${place?.line}:${place?.column} ${code}: ${message}`);
}
