/** Every command has help with examples, and each of them works as it stands. */

import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run } from './running.js';

const commands = [...run(['help']).out.matchAll(/^ {2}(\w+)\b.*\[options\]/gm)].map(([, name = '']) => name);

/** Specs that examples name. */
const specs = ['paxos', 'die-hard', 'peterson', 'peterson-unfair', 'two-phase-commit'];

/** A run of Peterson's algorithm, as a program would log it. */
const log = [{ vars: { turn: 0 } }, { action: 'Want', args: [0] }, { action: 'Yield', args: [0] }];

/** What an example ends with where it is not 0: it shows what is refused. */
const ends: Readonly<Record<string, number>> = {
  'tla-ts diff specs/peterson.spec specs/peterson-unfair.spec --fail-on weakened,dropped': 12,
};

function examplesOf(command: string): string[] {
  const { out } = run(['help', command]);
  const [, examples = ''] = out.split(/^Examples?:\n/m);
  return [...examples.matchAll(/^ {2}(tla-ts .*)$/gm)].map(([, example = '']) => example);
}

/** Words of a command line, of which those in quotes are one. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);
}

describe('the help of', () => {
  it('the tool names its commands', () => {
    const files = readdirSync(join(root, 'src/commands')).map((file) => file.replace('.ts', ''));
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) expect(files).toContain(command);
  });

  it.each(commands)('%s has examples that work', (command) => {
    const examples = examplesOf(command);
    expect(examples).not.toEqual([]);
    const lines = log.map((line) => `${JSON.stringify(line)}\n`).join('');
    inFolder({ 'package.json': '{}', 'run.jsonl': lines }, (folder) => {
      mkdirSync(join(folder, 'specs'));
      for (const name of specs) cpSync(join(root, `specs/${name}.spec`), join(folder, `specs/${name}.spec`));
      for (const example of examples) {
        const [, ...args] = words(example);
        const { status, err } = run(args, folder);
        expect({ example, status, err: err.replace(/^warning[\s\S]*?\n\n/gm, '') }).toEqual({
          example,
          status: ends[example] ?? 0,
          err: '',
        });
      }
    });
  });
});
