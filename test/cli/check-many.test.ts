/** `tla-ts check` on many specs, and the reports that it writes. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run, timeless } from './running.js';

const holding = "SPEC Holding\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nINVARIANT I == x < 2\n";
const broken = holding.replace('Holding', 'Broken').replace('x < 2', 'x < 1');
const twin = `${broken.replace('Broken', 'Twin')}EXPECT VIOLATION I\n`;
const modelled = `SPEC Modelled\nCONSTANT N = 1\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % N\nINVARIANT I == x < N\nMODEL three\n  N = 3\n`;

const specs = { 'a.spec': holding, 'b.spec': broken, 'c.spec': twin, 'd.spec': modelled };

const said = (args: readonly string[], files: Readonly<Record<string, string>> = specs) =>
  inFolder(files, (folder) => {
    const { out, err, status } = run(['check', ...args], folder);
    return timeless(`${out}${err === '' ? '' : `[err] ${err}`}[${status}]`);
  });

describe('several specs', () => {
  it('are checked together: what is wrong in full, then a line each, and the worst exit status', () => {
    expect(said(['.'])).toMatchInlineSnapshot(`
      "Broken

      Invariant I is violated. (b.spec:5:11)
        I is FALSE
          x < 1 is FALSE
            x = 1

      A shortest behaviour that leads there (2 states):

      1: Initial state
          x = 0

      2: Next (b.spec:4:1)
        > x = 1

      Does not hold: I. (2 generated, 2 distinct, depth 2, 0.0 s)

         spec    verdict                  distinct  depth   time
      ✓  a.spec  holds                           2      2  0.0 s
      ✗  b.spec  violates I                      2      2  0.0 s
      ✓  c.spec  violates I, as expected         2      2  0.0 s
      ✓  d.spec  holds                           1      1  0.0 s

      1 of 4 is not as expected.
      [12]"
    `);
    expect(said(['a.spec', 'c.spec', '--quiet'])).toBe('[0]');
  });

  it('are found by globs, in folders below too, and none comes twice', () => {
    inFolder(specs, (folder) => {
      mkdirSync(join(folder, 'more', 'node_modules'), { recursive: true });
      writeFileSync(join(folder, 'more', 'ü e.spec'), holding.replaceAll('\n', '\r\n'));
      writeFileSync(join(folder, 'more', 'node_modules', 'x.spec'), broken);
      const { out, status } = run(['check', '[ac].spec', 'a.spec', 'more'], folder);
      expect(out.match(/^✓ .*spec/gm)).toEqual(['✓  a.spec', '✓  c.spec', '✓  more/ü e.spec']);
      expect(status).toBe(0);
    });
  });

  it('have their models', () => {
    const names = (...args: string[]) => said(args).match(/^✓ .*?(?= {2})|^[✓✗] {2}.*?(?= {2})|\[\d+\]$/gm);
    expect(names('a.spec', 'd.spec', '--all-models')).toEqual([
      '✓  a.spec',
      '✓  d.spec',
      '✓  d.spec, model three',
      '[0]',
    ]);
    expect(said(['a.spec', 'd.spec', '--model', 'three'])).toContain(
      'Modelled, model three\n\nHolds. (4 generated, 3 distinct',
    );
    expect(said(['.', '--model', 'tree'])).toMatchInlineSnapshot(`
      "[err] error: None of these specs has a model \`tree\`. Did you mean \`three\`?
      [2]"
    `);
  });

  it('that are not there are named', () => {
    expect(said(['none/*.spec'])).toMatchInlineSnapshot(`
      "[err] error: No spec matches \`none/*.spec\`.
      [2]"
    `);
    expect(said(['.'], {})).toMatchInlineSnapshot(`
      "[err] error: There is no spec in the folder \`.\`.
      [2]"
    `);
    expect(said(['a.spec', 'no.spec'])).toMatchInlineSnapshot(`
      "
         spec     verdict         distinct  depth   time
      ✓  a.spec   holds                  2      2  0.0 s
      ✗  no.spec  cannot be read

      1 of 2 is not as expected.
      [err] error[no-file]: There is no file \`no.spec\`.
        hint: Did you mean \`a.spec\`?

      1 error
      [3]"
    `);
  });
});

describe('reports', () => {
  it('are written several at once, beside the usual output', () => {
    inFolder(specs, (folder) => {
      const list = 'junit=out.xml,sarif=out.sarif,markdown=out.md,itf=traces/,json=out.json,pretty=out.txt';
      const { out, status } = run(['check', '.', '--reporter', list, '-r', 'github'], folder);
      expect(status).toBe(12);
      expect(readdirSync(folder).sort()).toEqual(
        [...Object.keys(specs), 'out.json', 'out.md', 'out.sarif', 'out.txt', 'out.xml', 'traces'].sort(),
      );
      const read = (name: string) => readFileSync(join(folder, name), 'utf8');
      expect(XMLValidator.validate(read('out.xml'))).toBe(true);
      expect(new XMLParser().parse(read('out.xml'))).toHaveProperty('testsuites.testsuite');
      expect(JSON.parse(read('out.sarif'))).toMatchObject({ version: '2.1.0' });
      expect(JSON.parse(read('out.json'))).toMatchObject({ asExpected: false, results: [{}, {}, {}, {}] });
      expect(read('out.md')).toContain('## ❌ 1 of 4 not as expected');
      expect(read('out.txt')).toContain('1 of 4 is not as expected.');
      expect(readdirSync(join(folder, 'traces'))).toEqual(['Broken-I.itf.json', 'Twin-I.itf.json']);
      expect(out).toContain('::error file=b.spec,line=5,col=11');
      expect(out).toContain('1 of 4 is not as expected.');
    });
  });

  it('go to standard output alone', () => {
    inFolder(specs, (folder) => {
      const { out, err } = run(['check', '.', '-r', 'junit'], folder);
      expect(XMLValidator.validate(out)).toBe(true);
      expect(err).toBe('');
    });
  });

  it.each([['jnit'], ['svg'], ['pretty,json'], ['json='], ['json=a,junit=a']])('%s is refused', (list) => {
    expect(said(['a.spec', '-r', list])).toMatchSnapshot();
  });

  it('that cannot be written are named, and leave nothing behind', () => {
    inFolder(specs, (folder) => {
      const { err, status } = run(['check', 'a.spec', '-q', '-r', 'junit=no/x.xml,itf=a.spec/'], folder);
      expect(err).toMatchInlineSnapshot(`
        "error: \`no/x.xml\` cannot be written: its folder does not exist.
        error: The folder \`a.spec/\` cannot be made: its folder is a file.
        "
      `);
      expect(status).toBe(1);
      expect(readdirSync(folder).sort()).toEqual(Object.keys(specs));
    });
  });

  it('in the Informal Trace Format need a folder for several behaviours', () => {
    expect(said(['b.spec', 'c.spec', '-q', '-r', 'itf=one.json'])).toMatchInlineSnapshot(`
      "[err] error: There are 2 behaviours, and a file in the Informal Trace Format holds one: name a folder, as in \`itf=traces/\`.
      [1]"
    `);
  });

  it('that two runs write at once are whole', async () => {
    await inFolder(specs, async (folder) => {
      const start = () =>
        spawn(process.execPath, [join(root, 'dist/src/cli.cjs'), 'check', '.', '-q', '-r', 'json=one.json'], {
          cwd: folder,
        });
      await Promise.all([once(start(), 'exit'), once(start(), 'exit')]);
      expect(JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8')).results).toHaveLength(4);
      expect(readdirSync(folder).sort()).toEqual([...Object.keys(specs), 'one.json']);
    });
  });
});

it('a thread that dies takes no other with it', () => {
  const huge = 'VARIABLE s\nInit == s = [i \\in 1..1000000 |-> <<i, {i}>>]\nNext == UNCHANGED s';
  inFolder({ 'a.spec': huge, 'b.spec': holding }, (folder) => {
    const { err, out, status } = run(['check', '.'], folder, { NODE_OPTIONS: '--max-old-space-size=80' });
    expect(err).toMatchInlineSnapshot(`
      "error: a.spec: Its thread ran out of the memory that Node allows for objects; --max-old-space-size in NODE_OPTIONS allows more.
      "
    `);
    expect(out).toContain('✗  a.spec  the tool failed');
    expect(out).toContain('✓  b.spec  holds');
    expect(status).toBe(1);
  });
});

describe('an interruption', () => {
  const endless = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1";
  const start = (folder: string) =>
    spawn(process.execPath, [join(root, 'dist/src/cli.cjs'), 'check', '.', '-r', 'json'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('ends what runs as incomplete, and begins nothing more', async () => {
    await inFolder({ 'a.spec': endless, 'b.spec': endless, 'c.spec': endless }, async (folder) => {
      const child = start(folder);
      let out = '';
      child.stdout.on('data', (data) => {
        out += data;
      });
      setTimeout(() => child.kill('SIGINT'), 3000);
      const [status] = await once(child, 'exit');
      const { results } = JSON.parse(out);
      const said = results.map((one: { incomplete: string[]; errors: { message: string }[] }) =>
        [...one.incomplete, ...one.errors.map(({ message }) => message)].join(),
      );
      for (const one of said)
        expect(one).toMatch(/^it was interrupted$|^It was not begun: the run was interrupted\.$/);
      expect([1, 14]).toContain(status);
    });
  });

  it('that comes twice ends the tool at once, without a report', async () => {
    await inFolder({ 'a.spec': endless, 'b.spec': endless }, async (folder) => {
      const child = spawn(
        process.execPath,
        [join(root, 'dist/src/cli.cjs'), 'check', '.', '-r', 'json=x.json'],
        {
          cwd: folder,
          stdio: 'ignore',
        },
      );
      setTimeout(() => {
        child.kill('SIGINT');
        child.kill('SIGINT');
      }, 3000);
      const [status, signal] = await once(child, 'exit');
      if (status === null) expect(signal).toBe('SIGINT');
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });
  });
});
