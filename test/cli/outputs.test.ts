/** What is written: refused places, full disks, links and devices, and a process or a thread that is killed in the middle. */

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run } from './running.js';

const tool = join(root, 'dist/src/cli.cjs');
const flip = "SPEC Flip\nVARIABLE y\nInit == y = 0\nNext == y' = 1 - y\n";
const wrong = `${flip}INVARIANT Zero == y = 0\n`;

/** A program that every thread of the tool runs first. */
const preloading = (program: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}`,
});

describe('a place where nobody may write', () => {
  // The kernel's own tree refuses root, too.
  it.each([
    [['check', 'a.spec', '-q', '--json', '/sys/r.json'], '`/sys/r.json` cannot be written'],
    [['check', 'a.spec', '-q', '--baseline', '/sys/b.json'], '`/sys/b.json` cannot be written'],
    [['check', 'wrong.spec', '-q', '-r', 'itf=/sys/traces/'], 'The folder `/sys/traces/` cannot be made'],
    [['graph', 'a.spec', '--out', '/sys/g.dot'], '`/sys/g.dot` cannot be written'],
    [['export', 'a.spec', '--out', '/sys/tla'], 'The folder `/sys/tla` cannot be made'],
    [['simulate', 'a.spec', '--out', '/sys/t', '--workers', '1'], 'The folder `/sys/t` cannot be made'],
  ])('%j is told', (args, problem) => {
    inFolder({ 'a.spec': flip, 'wrong.spec': wrong }, (folder) => {
      const { status, err } = run(args, folder);
      expect({ status, err }).toEqual({ status: 1, err: `error: ${problem}: that is not permitted.\n` });
      expect(readdirSync(folder).sort()).toEqual(['a.spec', 'wrong.spec']);
    });
  });

  it('is no place for a cache, and then nothing is kept', () => {
    inFolder({ 'a.spec': flip }, (folder) => {
      expect(run(['check', 'a.spec', '-q', '--cache-dir', '/sys/cache'], folder)).toEqual({
        status: 0,
        out: '',
        err: 'warning: Results cannot be kept in `/sys/cache`: that is not permitted.\n',
      });
    });
  });
});

describe('a full disk', () => {
  it('is told when a report does not fit', () => {
    inFolder({ 'a.spec': flip }, (folder) => {
      for (const args of [
        ['check', 'a.spec', '-q', '--json', '/dev/full'],
        ['graph', 'a.spec', '-o', '/dev/full'],
      ])
        expect(run(args, folder)).toEqual({
          status: 1,
          out: '',
          err: 'error: `/dev/full` cannot be written: the disk is full.\n',
        });
      // A device is written to, and stays one.
      expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
    });
  });

  it('is told when standard output does not fit', () => {
    inFolder({ 'a.spec': flip }, (folder) => {
      const full = openSync('/dev/full', 'w');
      for (const args of [['graph', 'a.spec'], ['help']]) {
        const { status, stderr } = spawnSync(process.execPath, [tool, ...args], {
          cwd: folder,
          stdio: ['ignore', full, 'pipe'],
          encoding: 'utf8',
        });
        expect({ status, stderr }).toEqual({
          status: 1,
          stderr: 'error: Standard output cannot be written: the disk is full.\n',
        });
      }
      closeSync(full);
    });
  });
});

describe('what is there', () => {
  it('is replaced behind a link, with the permissions that it has', () => {
    inFolder({ 'a.spec': flip, 'real.json': 'old' }, (folder) => {
      chmodSync(join(folder, 'real.json'), 0o640);
      symlinkSync('real.json', join(folder, 'link.json'));
      expect(run(['check', 'a.spec', '-q', '--json', 'link.json'], folder).status).toBe(0);
      expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
      expect(JSON.parse(readFileSync(join(folder, 'real.json'), 'utf8')).verdict).toBe('holds');
      expect(statSync(join(folder, 'real.json')).mode & 0o777).toBe(0o640);
    });
  });

  it('may be a pipe', () => {
    inFolder({ 'a.spec': flip }, (folder) => {
      const command = `'${process.execPath}' '${tool}' check a.spec -q --json /dev/stdout | cat`;
      const { stdout } = spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' });
      expect(JSON.parse(stdout).verdict).toBe('holds');
    });
  });
});

describe('a process that is killed while it writes', () => {
  /** Writes half of what it is to write, and is killed. */
  const dying = preloading(`
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const write = fs.writeFileSync;
    fs.writeFileSync = (path, content, options) => {
      write(path, content.slice(0, content.length / 2), options);
      process.kill(process.pid, 'SIGKILL');
    };
    syncBuiltinESMExports();
  `);

  it.each([
    ['report.json', ['check', 'a.spec', '-q', '--json', 'report.json']],
    ['Flip.tla', ['export', 'a.spec', '--out', '.']],
    ['a.spec', ['fmt', 'a.spec']],
  ])('leaves %s as it was, and the next run writes it', (file, args) => {
    const old = file === 'a.spec' ? `${flip}\n\n\nA    ==   1` : '{"schema":1,"specs":{}}';
    inFolder({ 'a.spec': flip, [file]: old }, (folder) => {
      expect(run(args, folder, dying).status).toBeNull();
      const drafts = readdirSync(folder).filter((name) => name !== 'a.spec' && name !== file);
      expect(drafts).toEqual([expect.stringMatching(/\.tla-ts\.\d+\.tmp$/)]);
      expect(readFileSync(join(folder, file), 'utf8')).toBe(old);
      // What it was writing hinders nobody.
      expect(run(args, folder).status).toBe(0);
      expect(readFileSync(join(folder, file), 'utf8')).not.toBe(old);
    });
  });

  it('leaves a draft that the next run removes, once nobody can be writing it', () => {
    inFolder({ 'a.spec': flip }, (folder) => {
      const args = ['check', 'a.spec', '-q', '--json', 'report.json'];
      run(args, folder, dying);
      const [draft = ''] = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
      const minutesAgo = new Date(Date.now() - 5 * 60_000);
      // Of a process that lives, of one that has just written, and of another program.
      const others = [`x.tla-ts.${process.pid}.tmp`, 'y.tla-ts.4194305.tmp', 'z.4194305.tmp'];
      for (const name of others) writeFileSync(join(folder, name), '');
      for (const name of [draft, ...others])
        if (!name.startsWith('y')) utimesSync(join(folder, name), minutesAgo, minutesAgo);
      expect(run(args, folder, {}).status).toBe(0);
      expect(readdirSync(folder).sort()).toEqual(['a.spec', 'report.json', ...others]);
    });
  });

  it('leaves no half of a new spec', () => {
    inFolder({}, (folder) => {
      expect(run(['init', 'lock', '-y'], folder, dying).status).toBeNull();
      expect(readdirSync(join(folder, 'specs')).filter((name) => name.endsWith('.spec'))).toEqual([]);
      expect(run(['init', 'lock', '-y'], folder).status).toBe(0);
    });
  });

  it('leaves a cache that is as good as before', () => {
    inFolder({ 'a.spec': flip }, (folder) => {
      const args = ['check', 'a.spec', '--cache-dir', 'kept'];
      expect(run(args, folder, dying).status).toBeNull();
      expect(run(args, folder).out).not.toContain('Not searched again');
      expect(run(args, folder).out).toContain('Not searched again');
    });
  });

  it('leaves whole traces only', () => {
    inFolder({ 'a.spec': flip }, (folder) => {
      const late = preloading(`
        import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        const write = fs.writeFileSync;
        let count = 0;
        fs.writeFileSync = (path, content, options) => {
          write(path, ++count < 20 ? content : content.slice(0, 99), options);
          if (count === 20) process.kill(process.pid, 'SIGKILL');
        };
        syncBuiltinESMExports();
      `);
      const args = ['simulate', 'a.spec', '--out', 'traces', '--workers', '1'];
      expect(run(args, folder, late).status).toBeNull();
      const traces = readdirSync(join(folder, 'traces')).filter((name) => name.endsWith('.json'));
      expect(traces.length).toBe(19);
      for (const name of traces)
        expect(JSON.parse(readFileSync(join(folder, 'traces', name), 'utf8')).states.length).toBe(100);
    });
  });
});

describe('a thread that is killed', () => {
  const dying = preloading(`
    import { isMainThread } from 'node:worker_threads';
    if (!isMainThread) process.exit(7);
  `);

  it('fails the specs that it was given, and no others', () => {
    inFolder({ 'a.spec': flip, 'b.spec': flip }, (folder) => {
      const { status, out, err } = run(['check', '.', '--json', 'r.json'], folder, dying);
      expect(err.split('\n').sort()).toEqual([
        '',
        'error: a.spec: Its thread ended early, with status 7.',
        'error: b.spec: Its thread ended early, with status 7.',
      ]);
      expect(out).toContain('2 of 2 are not as expected.');
      expect(status).toBe(1);
      const { results } = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'));
      expect(results[0].errors[0].message).toBe('Its thread ended early, with status 7.');
    });
  });

  it('ends a simulation with what is wrong', () => {
    inFolder({ 'a.spec': flip }, (folder) => {
      expect(run(['simulate', 'a.spec', '--workers', '2'], folder, dying)).toEqual({
        status: 1,
        out: '',
        err: 'error[tool]: The simulation is not complete. Its thread ended early, with status 7.\n\n1 error\n',
      });
    });
  });

  it('ends a search with what was found until then', () => {
    const args = ['check', 'specs/two-phase-commit.spec', '--model', 'nine', '--workers', '2'];
    const { status, out, err } = run(args, root, dying);
    expect(out).toMatch(/^Not complete: worker 1 stopped: it ended with code 7\. \(.* generated/m);
    expect({ status, err }).toEqual({ status: 14, err: '' });
  });
});

describe('Ctrl-C', () => {
  it('ends the tool at once while it is busy with an assumption', async () => {
    const slow = 'ASSUME \\A a, b, c \\in 1..4000 : a + b + c > 0\n';
    await inFolder({ 'a.spec': flip + slow }, async (folder) => {
      const child = spawn(process.execPath, [tool, 'check', 'a.spec', '--json', 'r.json'], {
        cwd: folder,
        stdio: 'ignore',
      });
      const end = once(child, 'exit');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      child.kill('SIGINT');
      const [status, signal] = await end;
      expect([status, signal]).toEqual([null, 'SIGINT']);
      expect(readdirSync(folder)).toEqual(['a.spec']);
    });
  });

  it('ends a search in good order, with its report; a second one ends the tool', async () => {
    const endless = `SPEC Up\nVARIABLE x\nInit == x = 0\nNext == x' = x + 1\n`;
    await inFolder({ 'a.spec': endless }, async (folder) => {
      mkdirSync(join(folder, 'out'));
      writeFileSync(join(folder, 'out/r.json'), 'old');
      const start = async () => {
        const child = spawn(process.execPath, [tool, 'check', 'a.spec', '--json', 'out/r.json'], {
          cwd: folder,
          stdio: 'ignore',
        });
        await new Promise((resolve) => setTimeout(resolve, 2500));
        return child;
      };
      const twice = await start();
      twice.kill('SIGINT');
      twice.kill('SIGTERM');
      await once(twice, 'exit');
      // Whether it had the time to write its report or not: it is whole.
      expect(readFileSync(join(folder, 'out/r.json'), 'utf8')).toMatch(/^old$|^\{[\s\S]*\}\n$/);
      const once_ = await start();
      once_.kill('SIGINT');
      expect((await once(once_, 'exit'))[0]).toBe(14);
      expect(JSON.parse(readFileSync(join(folder, 'out/r.json'), 'utf8')).verdict).toBe('incomplete');
      expect(readdirSync(join(folder, 'out'))).toEqual(['r.json']);
    });
  });
});
