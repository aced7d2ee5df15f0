/** The page for those who come from TypeScript: every expression gives, and every step leads to, what its row says. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/interpret/model.js';
import { parseModule } from '../../src/syntax/parse.js';
import { Source } from '../../src/syntax/source.js';
import { printValue } from '../../src/values/print.js';
import { root } from '../cli/running.js';
import { printed } from '../interpret/evaluating.js';
import { specOf } from '../semantics/resolving.js';

const page = readFileSync(join(root, 'docs/typescript.md'), 'utf8');

/** The cells of a section's table, without their quotes. */
function rows(title: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(title)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('\\|', '|').replaceAll('`', '')));
}

it('has its tables', () => {
  expect(['Declarations', 'Expressions', 'Steps'].map((title) => rows(title).length > 5)).toEqual([
    true,
    true,
    true,
  ]);
});

describe('a declaration', () => {
  it.each(rows('Declarations').map(([, here = '']) => here))('%s', (here) => {
    expect(parseModule(new Source('t.spec', here), 'spec').diagnostics).toEqual([]);
  });
});

describe('an expression', () => {
  const definitions = page.match(/```tla\n([\s\S]*?)```/)?.[1] ?? '';

  it.each(rows('Expressions').map(([, here = '', gives = '']) => [here, gives]))(
    '%s gives %s',
    (here, gives) => {
      expect(printed(here, definitions)).toBe(gives);
    },
  );
});

describe('a step', () => {
  it.each(rows('Steps').map(([, here = '', leadsTo = '']) => [here, leadsTo]))(
    '%s leads to %s',
    (here, leadsTo) => {
      const spec = specOf(`VARIABLES x, log\nInit == x = 0 /\\ log = <<>>\nNext == ${here}`);
      const model = interpret(spec);
      const states = [...model.initial()].flatMap((from) =>
        [...model.successors(from)].map(({ state }) => state),
      );
      const texts = states.map((state) =>
        spec.variables.map(({ name, index }) => `${name} = ${printValue(state[index] ?? false)}`).join(', '),
      );
      expect(texts.join(' or ')).toBe(leadsTo);
    },
  );
});
