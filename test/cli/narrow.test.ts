/** Narrow terminals: all that is printed is read without a line that the terminal breaks. */

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, runIn, timeless } from './running.js';

const lock = String.raw`SPEC NarrowLock
CONSTANT Process = {first_process, second_process}
VARIABLES location, lockIsTaken
Init == location = [p \in Process |-> "outside"] /\ lockIsTaken = FALSE
Look(p) == location[p] = "outside" /\ lockIsTaken = FALSE /\ location' = [location EXCEPT ![p] = "door"] /\ UNCHANGED lockIsTaken
Enter(p) == location[p] = "door" /\ location' = [location EXCEPT ![p] = "inside"] /\ lockIsTaken' = TRUE
Leave(p) == location[p] = "inside" /\ location' = [location EXCEPT ![p] = "outside"] /\ lockIsTaken' = FALSE
Next == \E p \in Process : Look(p) \/ Enter(p) \/ Leave(p)
INVARIANT AtMostOneProcessIsInside == \A p, q \in Process : location[p] = "inside" /\ location[q] = "inside" => p = q
`;

/** What is printed on both streams, after a check that no line is longer, but for words that have no room by themselves. */
function printed(columns: number, args: readonly string[], files: Readonly<Record<string, string>>): string {
  return inFolder(files, (folder) => {
    mkdirSync(join(folder, 'specs'));
    const { out, err } = runIn({ COLUMNS: String(columns) }, args, folder);
    const text = timeless(err + out);
    for (const line of text.split('\n')) {
      const whole = line.trim().split(/\s+/).length === 1;
      if (!whole) expect(line.length, line).toBeLessThanOrEqual(columns);
    }
    return text;
  });
}

describe.each([40, 80])('%i columns', (columns) => {
  const show = (...args: string[]) => printed(columns, args, { 'lock.spec': lock });

  it('have room for a violation, its reason and the behaviour', () => {
    expect(show('check', 'lock.spec', '--coverage')).toMatchSnapshot();
  });

  it('have room for errors, each with the part of its line that matters', () => {
    const wrong = lock
      .replace("lockIsTaken' = TRUE", "lockIsTakn' = TRUE")
      .replace('(p) \\/ Enter', '(p) \\/ Entr');
    expect(printed(columns, ['parse', 'lock.spec'], { 'lock.spec': wrong })).toMatchSnapshot();
    const typed = lock.replace("lockIsTaken' = TRUE", 'lockIsTaken\' = (1 = "one")');
    expect(printed(columns, ['check', 'lock.spec'], { 'lock.spec': typed })).toMatchSnapshot();
  });

  it('have room for the table of many specs', () => {
    const flip = "VARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nMODEL a\nMODEL b\n";
    const files = { 'a-specification-of-something.spec': flip, 'wrong.spec': 'VARIABLE =' };
    expect(printed(columns, ['check', '.', '--all-models'], files)).toMatchSnapshot();
  });

  it('have room for a review', () => {
    const next = lock.replace(' /\\ lockIsTaken = FALSE /\\', ' /\\');
    const files = { 'lock.spec': lock, 'next.spec': next };
    expect(printed(columns, ['diff', 'lock.spec', 'next.spec'], files)).toMatchSnapshot();
  });

  it('have room for values, simulations and refusals', () => {
    expect(show('eval', '[i \\in 1..30 |-> "something"]')).toMatchSnapshot();
    expect(
      show('simulate', 'lock.spec', '--traces', '9', '--depth', '6', '--workers', '1'),
    ).toMatchSnapshot();
    expect(show('check', 'lock.spec', '--json', 'no-such-folder/report.json', '-q')).toMatchSnapshot();
  });
});

it('the help has room in 40 columns, and its examples are one line for a shell', () => {
  const narrow = printed(40, ['help', 'check'], {});
  expect(narrow.replace(/ \\\n +/g, ' ')).toContain(
    '\n  tla-ts check specs --reporter pretty,junit=junit.xml,sarif=tla.sarif\n',
  );
});

it('the help of a command is read in 40 columns', () => {
  expect(printed(40, ['help', 'export'], {})).toMatchSnapshot();
});

it('a terminal of forty columns shows no more of the progress than one line', () => {
  const { stdout } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    Object.defineProperty(process.stderr, 'isTTY', { value: true });
    Object.defineProperty(process.stderr, 'columns', { value: 40 });
    const shown = [];
    process.stderr.write = (text) => shown.push(text);
    const { ProgressLine } = await import(${JSON.stringify(join(root, 'build/src/commands/progress.js'))});
    new ProgressLine(false, 1).show({ depth: 12, generated: 123456789, distinct: 12345678, frontier: 1234567,
      seconds: 100, rate: 1234567, memory: 1e9, workers: 2 }, 'x');
    console.log(JSON.stringify(shown));
  `,
    ],
    { encoding: 'utf8' },
  );
  const [line = ''] = JSON.parse(stdout) as string[];
  expect(line.replace('\r', '').replace('\u001b[K', '')).toBe('depth 12, 123,456,789 generated (1,234,');
});
