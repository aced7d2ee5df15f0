/** `tla-ts init [NAME]`: a first spec to change, and what runs it on every push. Nothing that is there is written over. */

import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitStatus } from './exit.js';
import { OutputError, writeNew, writeWhole } from './output.js';
import { complain, remark, say } from './say.js';

export const templates = ['message-passing', 'mutual-exclusion', 'replicated-log', 'state-machine'] as const;
export type Template = (typeof templates)[number];

export interface InitCommandOptions {
  /** Default: message-passing. */
  readonly template?: Template;
  /** Adds a script to package.json. */
  readonly script?: boolean;
  /** Writes a workflow of GitHub Actions. */
  readonly ci?: boolean;
  /** Asks nothing, on a terminal either. */
  readonly yes?: boolean;
}

export const workflowFile = '.github/workflows/specs.yml';

/** Asks for what is not given, where somebody can answer. @returns the exit status */
export async function runInit(name: string | undefined, options: InitCommandOptions): Promise<number> {
  const asks = options.yes !== true && process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (!asks) return write(name ?? 'protocol', options);
  const { askInit } = await import('./init-questions.js');
  const answers = await askInit(name, options);
  if (answers !== undefined) return write(answers.name, answers.options);
  remark('Nothing was written.\n');
  return exitStatus.failed;
}

function wordsOf(name: string): string[] {
  return name
    .replace(/\.spec$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** What is wrong with a name for a spec, in a sentence. */
export function nameProblem(name: string): string | undefined {
  const [first = ''] = wordsOf(name);
  return /^\p{L}/u.test(first)
    ? undefined
    : `\`${name}\` gives no name for a spec: it must begin with a letter.`;
}

function write(name: string, options: InitCommandOptions): number {
  const problem = nameProblem(name);
  if (problem !== undefined) {
    complain(problem);
    return exitStatus.usage;
  }
  try {
    const words = wordsOf(name);
    const title = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
    const file = join('specs', `${words.join('-').toLowerCase()}.spec`);
    const text = readFileSync(
      new URL(`../templates/${options.template ?? 'message-passing'}.spec`, import.meta.url),
      'utf8',
    );
    mkdirSync(dirname(file), { recursive: true });
    writeNew(file, text.replace('SPEC NAME', `SPEC ${title}`).replaceAll('FILE', file));
    const lines = [`Written: ${file}`];
    if (options.script === true) lines.push(addScript());
    if (options.ci === true) {
      mkdirSync(dirname(workflowFile), { recursive: true });
      writeNew(workflowFile, workflow);
      lines.push(`Written: ${workflowFile}`);
    }
    lines.push('', 'Next:', `  npx tla-ts check ${file}`);
    say(`${lines.join('\n')}\n`);
    return exitStatus.holds;
  } catch (error) {
    if (!(error instanceof OutputError)) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      complain(`It cannot be written: ${message}.`);
    } else complain(error.message);
    return exitStatus.failed;
  }
}

/** @returns what was done */
function addScript(): string {
  const file = 'package.json';
  if (!existsSync(file) || !statSync(file).isFile())
    throw new OutputError('There is no package.json here: `npm init` makes one.');
  const text = readFileSync(file, 'utf8');
  let content: { scripts?: Record<string, string> };
  try {
    content = JSON.parse(text) as typeof content;
  } catch {
    throw new OutputError('`package.json` is no JSON.');
  }
  if (content.scripts?.specs !== undefined)
    return 'package.json has a script `specs` already: it was left as it is.';
  const indent = text.match(/^([ \t]+)"/m)?.[1] ?? '  ';
  const next = { ...content, scripts: { ...content.scripts, specs: 'tla-ts check specs' } };
  writeWhole(file, `${JSON.stringify(next, null, indent)}\n`);
  return 'Added to package.json: `npm run specs`';
}

const workflow = `name: specs
on: [push, pull_request]
jobs:
  specs:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 20, cache: npm }
      - run: npm ci
      # With \`--baseline specs/baseline.json\`, once here and in the repository, a state space that has collapsed is refused, too.
      - run: npx tla-ts check specs --reporter "pretty,github,markdown=$GITHUB_STEP_SUMMARY"
`;
