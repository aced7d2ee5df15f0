/** The GitHub Action and the recipes of docs/ci.md: read as the services read them, their shell lines run where the tool is installed. */

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inFolder, root, run } from './cli/running.js';

const holding = "SPEC Holding\nVARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nINVARIANT I == x < 2\n";
const broken = holding.replace('x < 2', 'x < 1');

/** What a command leaves behind in a package that has installed this one, as `npx` finds it. */
function act(command: string, text: string, environment: Readonly<Record<string, string>> = {}) {
  return inFolder({ 'package.json': '{ "scripts": { "specs": "tla-ts check specs" } }' }, (folder) => {
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    mkdirSync(join(folder, 'specs'));
    writeFileSync(join(folder, 'specs/a.spec'), text);
    const tool = join(folder, 'node_modules/.bin/tla-ts');
    writeFileSync(tool, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'dist/src/cli.cjs')}' "$@"\n`);
    chmodSync(tool, 0o755);
    const { PATH, HOME } = process.env;
    const { status, stdout } = spawnSync('bash', ['-e', '-c', command], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH, HOME, GITHUB_STEP_SUMMARY: join(folder, 'step-summary.md'), ...environment },
    });
    // Read before the folder is gone.
    const files = [...readdirSync(folder), 'specs/a.spec'].filter((name) =>
      statSync(join(folder, name)).isFile(),
    );
    const texts = new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    return { status, stdout, read: (file: string) => texts.get(file) ?? '' };
  });
}

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number>>;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');

/** The blocks of a section, parsed. */
function recipes(heading: string): unknown[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^```(yaml|json)\n([\s\S]*?)^```$/gm)].map(([, language, text = '']) =>
    language === 'json' ? JSON.parse(text) : parse(text),
  );
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;

describe('the GitHub Action', () => {
  const [step] = action.runs.steps;
  /** As a runner does: what is in the step's environment are the inputs of the workflow, or their defaults. */
  const acted = (text: string, inputs: Readonly<Record<string, string | number>>) => {
    const given = (name: string) => String(inputs[name] ?? action.inputs[name]?.default);
    const environment = Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, input: string) => given(input)),
      ]),
    );
    return act(step?.run ?? '', text, environment);
  };
  const [workflow] = recipes('GitHub Actions') as [Workflow];
  const steps = workflow.jobs.specs?.steps ?? [];
  const used = steps.find(({ uses }) => uses === './node_modules/tla-ts');

  it('is a composite one, whose steps name their shell, and the recipe gives inputs that it has', () => {
    expect(action.runs.using).toBe('composite');
    expect(action.runs.steps.map(({ shell }) => shell)).toEqual(['bash']);
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(used?.with ?? {})));
    expect(Object.keys(used?.with ?? {})).not.toEqual([]);
  });

  it('passes with a summary when all is well', () => {
    const { status, read } = acted(holding, used?.with ?? {});
    expect(status).toBe(0);
    expect(read('step-summary.md')).toContain('## ✅ All specs are as expected (1)');
    expect(JSON.parse(read('tla.sarif')).runs[0].results).toEqual([]);
    // What the next step of the recipe uploads.
    const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif') === true);
    expect(upload?.with?.sarif_file).toBe('tla.sarif');
  });

  it('fails with annotations and a summary when a spec does not hold', () => {
    const { status, stdout, read } = acted(broken, { arguments: '--coverage', sarif: 'x.sarif' });
    expect(status).toBe(12);
    expect(stdout).toContain('::error file=specs/a.spec,line=5,col=11');
    expect(read('step-summary.md')).toContain('violates I');
    expect(JSON.parse(read('x.sarif')).runs[0].results).toHaveLength(1);
  });
});

it('the workflow of `init --ci` fails with annotations and a summary, and does nothing more where `npm ci` failed', () => {
  const text = inFolder({}, (folder) => {
    expect(run(['init', 'lock', '-y', '--ci'], folder).status).toBe(0);
    return readFileSync(join(folder, '.github/workflows/specs.yml'), 'utf8');
  });
  const steps = (parse(text) as Workflow).jobs.specs?.steps ?? [];
  const commands = steps.flatMap(({ run: line }) => line ?? []);
  expect(commands[0]).toBe('npm ci');
  expect(steps.every((step) => step.if === undefined)).toBe(true);
  const { status, stdout, read } = act(commands.slice(1).join('\n'), broken);
  expect(status).toBe(12);
  expect(stdout).toContain('::error file=specs/a.spec,line=5,col=11');
  expect(read('step-summary.md')).toContain('violates I');
});

it('the recipe of GitLab writes the report that it names', () => {
  const [{ specs }] = recipes('GitLab') as [
    {
      specs: {
        script: string[];
        artifacts: { when: string; reports: { junit: string } };
      };
    },
  ];
  expect(specs.script[0]).toBe('npm ci');
  expect(specs.artifacts.when).toBe('always');
  const { status, read } = act(specs.script.slice(1).join('\n'), broken);
  expect(status).toBe(12);
  expect(read(specs.artifacts.reports.junit)).toContain('<testsuites');
});

it('the hooks of pre-commit take names of files, those that they ask for', () => {
  const [{ repos }] = recipes('pre-commit') as [
    { repos: { repo: string; hooks: { id: string; language: string; entry: string; files: string }[] }[] },
  ];
  const hooks = repos.flatMap((repo) => repo.hooks);
  expect(hooks.map(({ id, language }) => [id, language])).toEqual([
    ['tla-ts', 'system'],
    ['tla-ts-fmt', 'system'],
  ]);
  const [check, fmt] = hooks;
  for (const { files } of hooks) {
    expect(new RegExp(files).test('specs/a.spec')).toBe(true);
    expect(new RegExp(files).test('specs/README.md')).toBe(false);
  }
  expect(act(`${check?.entry} specs/a.spec`, broken).status).toBe(12);
  expect(act(`${check?.entry} specs/a.spec`, holding).status).toBe(0);
  expect(act(`${fmt?.entry} specs/a.spec`, `${holding}A   ==  1\n`).read('specs/a.spec')).toMatch(
    /^A +== 1$/m,
  );
});

it('the recipes of Turborepo and Nx name the script that `init --script` adds, and the files that it reads', () => {
  const [turbo, nx] = recipes('Turborepo') as [
    { tasks: Record<string, { inputs: string[]; outputs: string[] }> },
    { targetDefaults: Record<string, { cache: boolean; inputs: unknown[] }> },
  ];
  expect(Object.keys(turbo.tasks)).toEqual(['specs']);
  expect(turbo.tasks.specs?.inputs).toContain('specs/**');
  expect(nx.targetDefaults.specs?.cache).toBe(true);
  expect(nx.targetDefaults.specs?.inputs).toContain('{projectRoot}/specs/**');
  // What both run.
  expect(act('npm run specs', broken).status).toBe(12);
  expect(act('npm run specs', holding).status).toBe(0);
});

it('the recipes of the cache and the baseline keep what later runs use', () => {
  const [steps] = recipes('What held already') as [Step[]];
  const [cache, check] = steps;
  const { stdout, status } = act(`${check?.run}\nls ${cache?.with?.path}\n${check?.run}`, holding);
  expect(status).toBe(0);
  expect(stdout).toContain('Not searched again');
  const line = page.match(/^```sh\n(.*--baseline.*)\n```$/m)?.[1] ?? '';
  const shrunk = `sed -i "s/1 - x/x/" specs/a.spec`;
  expect(act(`${line}\n${shrunk}\n${line}`, holding).status).toBe(12);
});
