/** The house has a direction: what a room may import. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './cli/running.js';

/** Each room with what it may import: other rooms, and packages. Node's own modules are named by `node`. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/syntax': ['ohm-js', 'node'],
  'src/values': ['immutable'],
  // Imported on its own, in browsers too.
  'src/clocks': [],
  'src/semantics': ['src/syntax', 'src/values', 'checker', 'node'],
  checker: ['src/values', 'immutable', 'worker-threads-pool', 'node'],
  'src/interpret': [
    'src/interpret/files.ts',
    'src/semantics',
    'src/syntax',
    'src/values',
    'checker',
    'immutable',
  ],
  // The one door through which an evaluated specification can reach files.
  'src/interpret/files.ts': ['node'],
  'src/compile': [
    'src/interpret',
    'src/semantics',
    'src/syntax',
    'src/values',
    'checker',
    'immutable',
    'node',
  ],
  'src/validation': ['src/clocks', 'src/interpret', 'src/semantics', 'src/values', 'checker'],
  'src/diff': [
    'src/compile',
    'src/interpret',
    'src/semantics',
    'src/syntax',
    'src/values',
    'checker',
    'diff',
  ],
  'src/report': [
    'src/diff',
    'src/syntax',
    'src/values',
    'checker',
    'cli-table3',
    'fast-string-width',
    'fast-wrap-ansi',
    'fast-xml-parser',
    'picocolors',
    'sarif',
  ],
  'src/export': ['src/semantics', 'src/syntax'],
  'src/format': ['src/syntax'],
  'src/load.ts': ['src/files.ts', 'src/semantics', 'src/syntax', 'node'],
  'src/evaluation-pass.ts': ['src/interpret', 'src/semantics', 'src/syntax', 'checker'],
  'src/check-file.ts': [
    'src/evaluation-pass.ts',
    'src/load.ts',
    'src/compile',
    'src/interpret',
    'src/semantics',
    'src/syntax',
    'src/values',
    'checker',
    'node',
  ],
  'src/simulate-file.ts': [
    'src/load.ts',
    'src/compile',
    'src/interpret',
    'src/semantics',
    'src/syntax',
    'checker',
  ],
  'src/prompt': [
    'src/load.ts',
    'src/report',
    'src/interpret',
    'src/semantics',
    'src/syntax',
    'src/values',
    'checker',
  ],
  'src/batch': [
    'src/code-cache.ts',
    'src/version.ts',
    'src/files.ts',
    'src/check-file.ts',
    'src/simulate-file.ts',
    'src/load.ts',
    'src/report',
    'src/semantics',
    'src/syntax',
    'src/values',
    'checker',
    'immutable',
    'tinyglobby',
    'node',
  ],
  'src/plain.ts': ['src/values', 'checker'],
  'src/version.ts': ['node'],
  'src/files.ts': ['node'],
  'src/commands': [
    'src/batch',
    'src/diff',
    'src/format',
    'src/interpret',
    'src/prompt',
    'diff',
    'src/space-time',
    '@clack/prompts',
    '@viz-js/viz',
    'chokidar',
    'commander',
    'src/version.ts',
    'src/files.ts',
    'src/export',
    'src/check-file.ts',
    'src/interpret',
    'src/load.ts',
    'src/report',
    'src/semantics',
    'src/syntax',
    'src/values',
    'checker',
    'node',
    'src/validation',
  ],
  'src/cli.ts': ['src/commands', 'src/code-cache.ts', 'src/files.ts', 'src/version.ts', 'commander', 'node'],
  'src/code-cache.ts': ['src/code-file.ts', 'node'],
  'src/code-file.ts': ['src/files.ts', 'node'],
  'src/launch.ts': ['src/code-cache.ts', 'src/code-file.ts', 'node'],
  'src/space-time': ['src/interpret', 'src/report', 'src/values', 'checker'],
  'src/vitest.ts': [
    'src/batch',
    'src/check-file.ts',
    'src/simulate-file.ts',
    'src/api.ts',
    'src/report',
    'src/semantics',
    'checker',
    'vitest',
  ],
  'src/api.ts': [
    'src/batch',
    'src/check-file.ts',
    'src/simulate-file.ts',
    'src/load.ts',
    'src/syntax',
    'checker',
  ],
  'src/index.ts': [
    'src/api.ts',
    'src/plain.ts',
    'src/batch',
    'src/check-file.ts',
    'src/simulate-file.ts',
    'src/load.ts',
    'src/interpret',
    'src/semantics',
    'src/syntax',
    'src/values',
    'checker',
  ],
};

const files = ['src', 'checker'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
);

/** `src/interpret` of `src/interpret/model.ts`; a file of src/ is a room of its own. */
function roomOf(file: string): string {
  if (file in allowed) return file;
  const [first = '', second = ''] = file.split('/');
  return first === 'src' ? `${first}/${second}` : first;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport\(|^import)\s*'([^']+)'/gm)].map((match) => match[1] ?? '');
}

function targetOf(file: string, imported: string): string {
  if (imported.startsWith('node:')) return 'node';
  if (!imported.startsWith('.'))
    return imported
      .split('/')
      .slice(0, imported.startsWith('@') ? 2 : 1)
      .join('/');
  return roomOf(relative(root, join(root, dirname(file), imported)).replace(/\.js$/, '.ts'));
}

/** What is wrong with a file's imports, a sentence each. */
function wrongImports(file: string, imports: readonly string[]): string[] {
  const room = roomOf(file);
  const may = allowed[room];
  if (may === undefined) return [`${file} is in no room: give ${room} a row in test/architecture.test.ts.`];
  return imports
    .map((imported) => ({ imported, target: targetOf(file, imported) }))
    .filter(({ target }) => target !== room && !may.includes(target))
    .map(({ imported }) => `${file} must not import ${imported}: ${room} may import ${may.join(', ')}.`);
}

describe('imports', () => {
  it('run downward only', () => {
    expect(files.flatMap((file) => wrongImports(file, importsOf(file)))).toEqual([]);
  });

  it('that do not are named', () => {
    expect(wrongImports('checker/check.ts', ['../src/semantics/spec.js', './model.js'])).toEqual([
      'checker/check.ts must not import ../src/semantics/spec.js: checker may import src/values, immutable, worker-threads-pool, node.',
    ]);
    expect(wrongImports('src/syntax/parse.ts', ['ohm-js', 'left-pad'])).toEqual([
      'src/syntax/parse.ts must not import left-pad: src/syntax may import ohm-js, node.',
    ]);
  });

  it('are all read', () => {
    expect(importsOf('src/cli.ts')).toEqual([
      'commander',
      './code-cache.js',
      './commands/check.js',
      './commands/diff.js',
      './commands/eval.js',
      './commands/exit.js',
      './commands/export.js',
      './commands/fmt.js',
      './commands/graph.js',
      './commands/help.js',
      './commands/init.js',
      './commands/parse.js',
      './commands/repl.js',
      './commands/say.js',
      './commands/simulate.js',
      './commands/trace.js',
      './files.js',
      './version.js',
      './commands/check.js',
      './commands/parse.js',
      './commands/fmt.js',
      './commands/export.js',
      './commands/simulate.js',
      './commands/eval.js',
      './commands/repl.js',
      './commands/graph.js',
      './commands/diff.js',
      './commands/init.js',
      './commands/trace.js',
    ]);
  });
});
