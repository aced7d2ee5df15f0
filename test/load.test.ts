/** From files to specifications: what is found where, and what is said when it is not. */

import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadSpec, moduleFiles } from '../src/load.js';
import { renderDiagnostic } from '../src/report/diagnostics.js';
import { styleFor } from '../src/report/style.js';
import { inFolder } from './cli/running.js';

const body = "VARIABLE x\nInit == x = 0\nNext == x' = x";

/** What is said on loading a file of a folder, with the folder's name left out. */
function said(folder: string, file: string): string {
  return loadSpec(join(folder, file))
    .diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false)))
    .join('\n')
    .replaceAll(`${folder}/`, '');
}

const unreadable = vi.hoisted(() => ({ path: '' }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const readFileSync = (path: string, ...rest: [BufferEncoding]) => {
    if (unreadable.path !== '' && path === unreadable.path)
      throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' });
    return fs.readFileSync(path, ...rest);
  };
  return { ...fs, readFileSync };
});

afterEach(() => {
  unreadable.path = '';
});

describe('a module', () => {
  it('is looked for under its name, then in kebab-case', () => {
    expect(moduleFiles('LamportClock')).toEqual([
      'LamportClock.spec',
      'LamportClock.tla',
      'lamport-clock.spec',
    ]);
    expect(moduleFiles('HTTPServer2Go').slice(2)).toEqual(['http-server2-go.spec', 'http-server-2-go.spec']);
    expect(moduleFiles('paxos')).toEqual(['paxos.spec', 'paxos.tla']);
  });

  it('is found beside the file that extends it, the first of these', () => {
    const files = { 'two-jugs.spec': body, 'main.spec': 'EXTENDS TwoJugs\nINVARIANT I == x = 0' };
    inFolder(files, (folder) => {
      const { value, diagnostics, sources } = loadSpec(join(folder, 'main.spec'));
      expect(diagnostics).toEqual([]);
      expect(value?.invariants.map(({ name }) => name)).toEqual(['I']);
      expect([...sources.keys()]).toEqual([join(folder, 'main.spec'), join(folder, 'two-jugs.spec')]);
      writeFileSync(join(folder, 'TwoJugs.spec'), `${body}\nA == 1\nA == 2`);
      expect(said(folder, 'main.spec')).toContain('at TwoJugs.spec:5:1');
    });
  });
});

describe('a configuration', () => {
  it('is for .tla files', () => {
    inFolder({ 'a.spec': body, 'a.cfg': '' }, (folder) => {
      const { diagnostics } = loadSpec(join(folder, 'a.spec'), { config: join(folder, 'a.cfg') });
      expect(
        diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false))),
      ).toMatchInlineSnapshot(`
        [
          "error[no-configuration]: A \`.spec\` holds its model itself: \`--config\` is for \`.tla\` files.",
        ]
      `);
    });
  });
});

describe('a file that cannot be read as a spec', () => {
  it('is named with the reason', () => {
    inFolder({ 'paxos.spec': body }, (folder) => {
      expect(said(folder, 'paxo.spec')).toMatchInlineSnapshot(`
        "error[no-file]: There is no file \`paxo.spec\`.
          hint: Did you mean \`paxos.spec\`?"
      `);
      expect(said(folder, 'paxos')).toMatchInlineSnapshot(`
        "error[no-file]: There is no file \`paxos\`.
          hint: Did you mean \`paxos.spec\`?"
      `);
      expect(said(folder, 'elsewhere/paxos.spec')).toMatchInlineSnapshot(
        `"error[no-file]: There is no file \`elsewhere/paxos.spec\`."`,
      );
      mkdirSync(join(folder, 'specs'));
      expect(said(folder, 'specs')).toMatchInlineSnapshot(
        `"error[folder]: \`specs\` is a folder: name a file in it."`,
      );
      writeFileSync(join(folder, 'long.spec'), '');
      truncateSync(join(folder, 'long.spec'), 8 * 1024 * 1024 + 1);
      expect(said(folder, 'long.spec')).toMatchInlineSnapshot(
        `"error[too-long]: \`long.spec\` is too long to be a specification (over 8 MiB)."`,
      );
      unreadable.path = join(folder, 'paxos.spec');
      expect(said(folder, 'paxos.spec')).toMatchInlineSnapshot(
        `"error[unreadable]: \`paxos.spec\` cannot be read: that is not permitted."`,
      );
    });
  });
});
