/** What a person gets wrong, or a machine does: every command says what it is, works if it can, and leaves nothing half done. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run } from './running.js';

const tool = join(root, 'dist/src/cli.cjs');
const flip = "SPEC Flip\nVARIABLE y\nInit == y = 0\nNext == y' = 1 - y\n";

/** How each command is given a file. */
const reading: Readonly<Record<string, (file: string) => string[]>> = {
  check: (file) => ['check', file],
  parse: (file) => ['parse', file],
  fmt: (file) => ['fmt', file],
  export: (file) => ['export', file, '--out', 'out'],
  simulate: (file) => ['simulate', file, '--workers', '1'],
  eval: (file) => ['eval', '1', '--spec', file],
  repl: (file) => ['repl', file],
  graph: (file) => ['graph', file],
  diff: (file) => ['diff', 'good.spec', file],
  trace: (file) => ['trace', 'log.jsonl', '--spec', file],
};

/** Runs several, one after the other. */
function inTurn(folder: string, runs: readonly (readonly string[])[]) {
  return runs.map((args) => run([...args, '--no-color'], folder));
}

/** Runs several at once, each in a process of its own. */
async function together(folder: string, runs: readonly (readonly string[])[]): Promise<void> {
  await Promise.all(
    runs.map((args) =>
      once(spawn(process.execPath, [tool, ...args], { cwd: folder, stdio: 'ignore' }), 'close'),
    ),
  );
}

describe('every command that reads a spec', () => {
  it('refuses a file that is not there', () => {
    inFolder({ 'good.spec': flip, 'log.jsonl': '{}\n' }, (folder) => {
      const ran = inTurn(
        folder,
        Object.values(reading).map((args) => args('none.spec')),
      );
      for (const [index, { status, out, err }] of ran.entries()) {
        const command = Object.keys(reading)[index];
        const message = 'error[no-file]: There is no file `none.spec`.';
        expect({ command, status, message: err.split('\n')[0] }).toEqual({ command, status: 3, message });
        expect(`${out}${err}`).not.toMatch(/bug|\n {4}at /);
      }
      expect(readdirSync(folder).sort()).toEqual(['good.spec', 'log.jsonl']);
    });
  });

  it('refuses what is no specification: too long, binary, below a file', () => {
    inFolder({ 'good.spec': flip, 'binary.spec': 'A == 1\0\u0001' }, (folder) => {
      const long = openSync(join(folder, 'long.spec'), 'w');
      ftruncateSync(long, 50 * 1024 * 1024);
      closeSync(long);
      const files = ['long.spec', 'binary.spec', 'good.spec/below.spec'];
      const ran = inTurn(folder, [
        ...files.map((file) => ['check', file]),
        ...files.map((file) => ['fmt', file]),
      ]);
      const messages = [
        'error[too-long]: `long.spec` is too long to be a specification (over 8 MiB).',
        'error[binary]: This is a binary file, not a specification.',
        'error[no-file]: There is no file `good.spec/below.spec`.',
      ];
      expect(ran.map(({ status, err }) => [status, err.split('\n')[0]])).toEqual(
        [...messages, ...messages].map((message) => [3, message]),
      );
    });
  });

  it('refuses a folder, or goes through it', () => {
    inFolder({ 'good.spec': flip, 'log.jsonl': '{}\n' }, (folder) => {
      mkdirSync(join(folder, 'empty'));
      const ran = inTurn(
        folder,
        Object.values(reading).map((args) => args('empty')),
      );
      for (const [index, { status, err }] of ran.entries()) {
        const command = Object.keys(reading)[index] ?? '';
        const through = command === 'check' || command === 'fmt';
        expect({ command, status, message: err.split('\n')[0] }).toEqual({
          command,
          status: through ? 2 : 3,
          message: through
            ? 'error: There is no spec in the folder `empty`.'
            : 'error[folder]: `empty` is a folder: name a file in it.',
        });
      }
    });
  });

  it('reads line ends of Windows, names with blanks and letters of any alphabet', () => {
    const name = 'größe é 規格.spec';
    const text =
      "SPEC Größe\nVARIABLE höhe\nInit == höhe = 0\nNext ==\n  /\\ höhe < 2\n  /\\ höhe' = höhe + 1\nCHECK_DEADLOCK FALSE\n";
    const files = { [name]: text.replaceAll('\n', '\r\n'), 'good.spec': flip, 'log.jsonl': '{}\n' };
    inFolder(files, (folder) => {
      const out = join(folder, 'mit Lücke');
      mkdirSync(out);
      const ran = inTurn(folder, [
        ['check', name, '--json', 'mit Lücke/bericht é.json'],
        ['parse', name],
        ['fmt', '--check', name],
        ['export', name, '--out', 'mit Lücke'],
        ['simulate', name, '--workers', '1', '--traces', '2', '--out', 'mit Lücke/läufe'],
        ['eval', 'höhe + 41', '--spec', name],
        ['graph', name, '--out', 'mit Lücke/bild.dot'],
        ['diff', name, name],
        ['check', '.'],
      ]);
      expect(ran.map(({ status, err }) => [status, err])).toEqual(ran.map(() => [0, '']));
      expect(ran[5]?.out).toBe('41\n');
      expect(ran[8]?.out).toContain(name);
      expect(readdirSync(out).sort()).toEqual(
        ['Größe.cfg', 'Größe.tla', 'bericht é.json', 'bild.dot', 'läufe'].sort(),
      );
    });
  });
});

describe('every output', () => {
  it.each([
    ['into a folder that is not there', 'none/x', '`none/x` cannot be written: its folder does not exist.'],
    ['over a folder', 'taken', '`taken` cannot be written: it is a folder.'],
    ['below a file', 'good.spec/x', '`good.spec/x` cannot be written: its folder is a file.'],
  ])('%s is refused, and nothing is left behind', (_, target, problem) => {
    inFolder({ 'good.spec': flip }, (folder) => {
      mkdirSync(join(folder, 'taken'));
      const ran = inTurn(folder, [
        ['check', 'good.spec', '--quiet', '--json', target],
        ['graph', 'good.spec', '--out', target],
      ]);
      expect(ran.map(({ status, err }) => [status, err])).toEqual(ran.map(() => [1, `error: ${problem}\n`]));
      expect(readdirSync(folder).sort()).toEqual(['good.spec', 'taken']);
      expect(readdirSync(join(folder, 'taken'))).toEqual([]);
    });
  });

  it('into a folder whose name is taken is refused', () => {
    inFolder({ 'good.spec': flip, taken: '' }, (folder) => {
      const ran = inTurn(folder, [
        ['simulate', 'good.spec', '--workers', '1', '--out', 'taken'],
        ['export', 'good.spec', '--out', 'taken'],
        ['simulate', 'good.spec', '--workers', '1', '--out', 'taken/below'],
        ['check', 'good.spec', '--quiet', '--baseline', 'taken/below'],
      ]);
      expect(ran.map(({ status, err }) => [status, err])).toEqual([
        [1, 'error: The folder `taken` cannot be made: a file of that name is there.\n'],
        [1, 'error: The folder `taken` cannot be made: a file of that name is there.\n'],
        [1, 'error: The folder `taken/below` cannot be made: its folder is a file.\n'],
        [1, 'error: The baseline `taken/below` cannot be read: its folder is a file.\n'],
      ]);
    });
  });

  it('into one file from two runs at once is whole', async () => {
    await inFolder({ 'good.spec': flip }, async (folder) => {
      await together(
        folder,
        Array.from({ length: 3 }, () => ['check', 'good.spec', '--html', 'page.html', '--json', 'r.json']),
      );
      expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')).verdict).toBe('holds');
      expect(readFileSync(join(folder, 'page.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
      expect(readdirSync(folder).sort()).toEqual(['good.spec', 'page.html', 'r.json']);
    });
  });

  it('may be closed by who reads it', async () => {
    const graph = "VARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 400\n";
    await inFolder({ 'big.spec': graph }, async (folder) => {
      const ended = async (args: readonly string[]) => {
        const child = spawn(process.execPath, [tool, ...args], {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let err = '';
        child.stderr.on('data', (data: Buffer) => (err += data.toString()));
        child.stdout.once('data', () => child.stdout.destroy());
        const [status] = await once(child, 'close');
        return { status, err };
      };
      const quietly = { status: 0, err: '' };
      expect(await ended(['graph', 'big.spec'])).toEqual(quietly);
      expect(await ended(['check', 'big.spec', '--json'])).toEqual(quietly);
      expect(await ended(['help', 'check'])).toEqual(quietly);
    });
  });
});

describe('words that are no command or option', () => {
  it.each([
    [['chek', 'a.spec'], "error: unknown command 'chek'\n(Did you mean check?)\n(see `tla-ts help`)\n"],
    [['check'], "error: missing required argument 'files'\n(see `tla-ts help check`)\n"],
    [
      ['check', 'a.spec', '--modle', 'm'],
      "error: unknown option '--modle'\n(Did you mean --model?)\n(see `tla-ts help check`)\n",
    ],
    [
      ['fmt', '--chek', 'a.spec'],
      "error: unknown option '--chek'\n(Did you mean --check?)\n(see `tla-ts help fmt`)\n",
    ],
    [
      ['simulate', 'a.spec', '--seed', 'x'],
      "error: option '-s, --seed <n>' argument 'x' is invalid. It must be a whole number, zero or above.\n(see `tla-ts help simulate`)\n",
    ],
    [
      ['graph', 'a.spec', '-f', 'png'],
      "error: option '-f, --format <format>' argument 'png' is invalid. Allowed choices are dot, mermaid, svg, html.\n(see `tla-ts help graph`)\n",
    ],
  ])('%j are refused with what was meant', (args, message) => {
    expect(run(args)).toEqual({ status: 2, out: '', err: message });
  });
});
