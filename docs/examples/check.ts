import { check } from 'tla-ts';

const { verdict, diagnostics, asExpected } = await check('specs/die-hard.spec');
for (const { code, message } of diagnostics) console.log(code, message);
if (verdict !== undefined) {
  const { kind, generated, distinct, depth, violations } = verdict;
  console.log(
    `${kind}, ${asExpected ? 'as expected' : 'unexpected'}: ${generated} generated, ${distinct} distinct, depth ${depth}`,
  );
  for (const { name, trace } of violations) console.log(`${name} after ${trace.states.length - 1} steps`);
}
