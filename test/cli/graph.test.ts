/** `tla-ts graph`, and the pages of `check --html` as far as that can be told without a browser. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, root, run } from './running.js';

const toggle =
  'SPEC Toggle\nVARIABLE x\nInit == x = "a"\nNext == x\' = IF x = "a" THEN "b" ELSE "a"\nINVARIANT I == x = "a"\nMODEL m\n  INVARIANT J == TRUE\n';
const drawn = (...args: string[]) =>
  inFolder({ 't.spec': toggle.replace('INVARIANT I == x = "a"\n', '') }, (folder) =>
    run(['graph', 't.spec', ...args], folder),
  );

it('draws every state and step as DOT', () => {
  expect(drawn().out).toMatchInlineSnapshot(`
    "digraph "Toggle" {
      node [shape=box, fontname="monospace"];
      s0 [label="x = \\"a\\"", peripheries=2];
      s1 [label="x = \\"b\\""];
      s0 -> s1 [label="Next"];
      s1 -> s0 [label="Next"];
    }
    "
  `);
});

it('draws them as Mermaid', () => {
  expect(drawn('--format', 'mermaid').out).toMatchInlineSnapshot(`
    "flowchart TD
      classDef marked stroke:#c00
      s0(["x = #34;a#34;"])
      s1["x = #34;b#34;"]
      s0 -->|"Next"| s1
      s1 -->|"Next"| s0
    "
  `);
});

it('draws them as SVG', () => {
  expect(drawn('--format', 'svg').out).toMatch(/<svg[\s\S]*<title>s0&#45;&gt;s1<\/title>[\s\S]*<\/svg>/);
});

it('draws the counterexample, with a loop where there is one', () => {
  expect(run(['graph', 'specs/peterson-unfair.spec', '--trace']).out).toMatchInlineSnapshot(`
    "digraph "PetersonUnfair" {
      node [shape=box, fontname="monospace"];
      s0 [label="pc = (0 :> \\"idle\\" @@ 1 :> \\"idle\\")\\lwants = (0 :> FALSE @@ 1 :> FALSE)\\lturn = 0\\l", peripheries=2];
      s1 [label="pc = (0 :> \\"idle\\" @@ 1 :> \\"wanting\\")\\lwants = (0 :> FALSE @@ 1 :> TRUE)\\l", color=red];
      s0 -> s1 [label="Want(1)"];
      s1 -> s1 [label="stutters"];
    }
    "
  `);
});

it('says what it cannot draw', () => {
  expect(drawn('--trace').err).toBe('error: There is no counterexample to draw: the verdict is "holds".\n');
  expect(drawn('--max-states', '1').err).toBe(
    'error: There are more than 1 states: take a smaller model, or allow more with `--max-states`.\n',
  );
  expect(drawn('--out', 'no/x.dot').err).toBe(
    'error: `no/x.dot` cannot be written: its folder does not exist.\n',
  );
});

it('check --html writes one page that fetches nothing', () => {
  inFolder({ 't.spec': toggle }, (folder) => {
    run(['check', 't.spec', '--html', 'r.html'], folder);
    const text = readFileSync(join(folder, 'r.html'), 'utf8');
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/(src|href)="/);
    expect(text).toContain('Invariant I is violated.');
  });
});

it('the space-time diagram has an arrow from the step that sends to the one that needs it', () => {
  inFolder({}, (folder) => {
    run(['check', join(root, 'specs/vector-clock-no-merge.spec'), '--html', 'r.html'], folder);
    const text = readFileSync(join(folder, 'r.html'), 'utf8');
    expect(text.match(/data-sent="\d+" data-received="\d+"/g)).toEqual(['data-sent="1" data-received="2"']);
  });
});
