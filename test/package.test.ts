/** What is published: what runs, and nothing else. */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './cli/running.js';

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

describe('the package', () => {
  it('has nothing that runs where it is installed: npm would ask about it, and there are no sources there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Readonly<Record<string, string>>;
    };
    const events = [
      'preinstall',
      'install',
      'postinstall',
      'prepublish',
      'preprepare',
      'prepare',
      'postprepare',
    ];
    expect(Object.keys(scripts).filter((name) => events.includes(name))).toEqual([]);
    // What builds it instead, where it is developed (after `npm ci`) and packed.
    expect(scripts.dependencies).toBe('npm run build');
    expect(scripts.prepack).toContain('npm run build');
  });

  it('ships the built code, the library, the grammars, the documents and the specs, and nothing else', () => {
    const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [packed] = JSON.parse(printed) as Packed[];
    const files = packed?.files.map(({ path }) => path) ?? [];
    const rest = files.filter(
      (path) => !/^dist\/((src|checker)\/.*\.(c?js|d\.ts|tla|spec|recipe\.json)|chunks\/.*\.js)$/.test(path),
    );
    const specs = readdirSync(join(root, 'specs')).map((file) => `specs/${file}`);
    const documents = readdirSync(join(root, 'docs'))
      .filter((file) => /\.(md|json)$/.test(file))
      .map((file) => `docs/${file}`);
    expect(rest.sort()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'action.yml',
        'package.json',
        'dist/THIRD-PARTY-LICENSES.txt',
        'dist/bundle.cjs',
        'dist/launch.cjs',
        'dist/threads.cjs',
        ...documents,
        ...specs,
      ].sort(),
    );
    expect(files).toContain('dist/src/cli.cjs');
    expect(files).toContain('dist/src/syntax/tla.recipe.json');
    expect(files).toContain('dist/src/semantics/modules/Bags.tla');
  });

  it('has the licences of the packages that are copied into it, and only of those that may be', () => {
    const titles = [
      ...readFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8').matchAll(
        /^(\S+) [\d.]+ \((.*)\)$/gm,
      ),
    ];
    const names = titles.map(([, name]) => name);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Readonly<Record<string, string>>;
    };
    // The others are loaded from where they are installed.
    const installed = ['@clack/prompts', '@viz-js/viz', 'chokidar', 'tinyglobby'];
    expect(names).toEqual(
      expect.arrayContaining(Object.keys(dependencies).filter((name) => !installed.includes(name))),
    );
    expect(names.filter((name) => name !== undefined && installed.includes(name))).toEqual([]);
    expect([...new Set(titles.map(([, , license]) => license))].sort()).toEqual([
      'BSD-3-Clause',
      'ISC',
      'MIT',
    ]);
  });
});
