/** The command line. Commands are loaded when they are asked for, so that help and errors are quick. */

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { keepCode } from './code-cache.js';
import type { CheckCommandOptions } from './commands/check.js';
import type { DiffCommandOptions } from './commands/diff.js';
import type { EvalCommandOptions } from './commands/eval.js';
import { exitStatus } from './commands/exit.js';
import type { ExportCommandOptions } from './commands/export.js';
import type { FmtCommandOptions } from './commands/fmt.js';
import type { GraphCommandOptions } from './commands/graph.js';
import { examples, layOutHelp, paragraph } from './commands/help.js';
import type { InitCommandOptions } from './commands/init.js';
import type { ParseCommandOptions } from './commands/parse.js';
import type { ReplCommandOptions } from './commands/repl.js';
import { complain } from './commands/say.js';
import type { SimulateCommandOptions } from './commands/simulate.js';
import type { TraceCommandOptions } from './commands/trace.js';
import { reason } from './files.js';
import { toolVersion } from './version.js';

function assignment(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError('Write it as NAME=EXPRESSION.');
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1) };
}

function several(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number))
    throw new InvalidArgumentError('It must be a number above zero.');
  return number;
}

function whole(text: string): number {
  const number = positive(text);
  if (!Number.isInteger(number)) throw new InvalidArgumentError('It must be a whole number above zero.');
  return number;
}

function workers(text: string): number | 'auto' {
  if (text === 'auto') return text;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number above zero, or `auto`.');
  return number;
}

function seed(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError('It must be a whole number, zero or above.');
  return number;
}

const units: Readonly<Record<string, number>> = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** 1500000, 800 MB, 2.5gb */
function size(text: string): number {
  const [, amount, unit = ''] = text.trim().match(/^(\d+(?:\.\d+)?)\s*([kmgt]?b?)$/i) ?? [];
  const factor =
    units[
      unit
        .toLowerCase()
        .replace(/^([kmgt])$/, '$1b')
        .replace(/^b$/, '')
    ];
  const bytes = Math.floor(Number(amount) * (factor ?? Number.NaN));
  if (!(bytes >= 1e6))
    throw new InvalidArgumentError('It must be a size of at least 1 MB, as in `800MB` or `4GB`.');
  return bytes;
}

/** Of every command that reads one module. */
function configOption(): Option {
  return new Option(
    '--config <file>',
    'the .cfg of a .tla module; by default the one of its name beside it, or its own CONFIG section',
  );
}

function program(): Command {
  const root = new Command('tla-ts');
  layOutHelp(root);
  root
    .description(
      'Checks specifications of concurrent and distributed systems, written in the language of TLA+.',
    )
    .version(toolVersion())
    .exitOverride()
    .showHelpAfterError('(see `tla-ts help`)');
  root
    .command('check')
    .showHelpAfterError('(see `tla-ts help check`)')
    .description('explore every reachable state of specs and say whether they hold, or why not')
    .argument('<files...>', '.spec files, .tla modules with their .cfg, folders of them, or globs')
    .addOption(configOption())
    .option('--init <name>', 'the definition that says how it starts')
    .option('--next <name>', 'the definition that says how it goes on')
    .option('--spec <name>', 'the definition that says both, and what is fair')
    .option('--allow-read <dir>', 'let the spec read files in this folder (repeatable)', several)
    .option('-m, --model <name>', 'check this MODEL instead of the default one (repeatable)', several)
    .option('--all-models', 'check the default model and every MODEL')
    .option('-c, --constant <name=expr>', 'give a constant a value (repeatable)', assignment)
    .option('-i, --invariant <name>', 'check this invariant only (repeatable)', several)
    .option('-p, --property <name>', 'check this property only (repeatable)', several)
    .option('--continue', 'go on after a violation and report every violated invariant')
    .option('--max-states <n>', 'stop when so many distinct states are found', whole)
    .option('--max-depth <n>', 'explore no deeper than this', whole)
    .option('--time-limit <seconds>', 'stop after this time', positive)
    .option('--memory-limit <size>', 'memory for states, as in 4GB; by default 75% of what there is', size)
    .option(
      '--workers <n>',
      'threads that explore; `auto` (the default): as many as there are processors',
      workers,
    )
    .addOption(
      new Option('--engine <engine>', 'explore the compiled spec, or the interpreted one for comparison')
        .choices(['compiled', 'interpreter'])
        .default('compiled'),
    )
    .option('--coverage', 'print how often each action was taken, and which expressions were never evaluated')
    .option('--explain-layout', 'print how states lie in memory, and what is not compiled to its best form')
    .option('--json [file]', 'write a JSON report; without a file, to standard output and nothing else')
    .option('-w, --watch', 'check again whenever a spec is saved')
    .option('--cache', 'keep what held, and do not search again while nothing that it depends on has changed')
    .option('--cache-dir <dir>', 'keep it in this folder (default: node_modules/.cache/tla-ts)')
    .option('--baseline <file>', 'record counts and coverage once; later fail where a state space collapsed')
    .option('--update-baseline', 'record them anew')
    .option('--html <file>', 'write a page with the behaviour to step through, and a space-time diagram')
    .option(
      '-r, --reporter <list>',
      'reports to write: pretty, json, junit, sarif, github, markdown, itf, html, each with =FILE or to standard output (repeatable)',
      several,
    )
    .option('-q, --quiet', 'print errors only')
    .option('--no-color', 'print without colour')
    .addHelpText(
      'after',
      examples(
        'tla-ts check specs/two-phase-commit.spec --model five',
        'tla-ts check specs --reporter pretty,junit=junit.xml,sarif=tla.sarif',
      ),
    )
    .addHelpText(
      'after',
      paragraph(
        'Exit status, of several specs the worst: 0 holds, 10 assumption, 11 deadlock, 12 safety, 13 liveness, 14 incomplete, 1 the tool failed, 2 usage, 3 the spec does not parse or resolve, 4 it cannot be evaluated.',
      ),
    )
    .action(async (files: string[], options: CheckCommandOptions) => {
      const { runCheck } = await import('./commands/check.js');
      process.exitCode = await runCheck(files, options);
      keepCode();
    });
  root
    .command('parse')
    .showHelpAfterError('(see `tla-ts help parse`)')
    .description('read a spec and report what is wrong with it, without exploring it')
    .argument('<file>', 'a .spec file, or a .tla module with its .cfg')
    .addOption(configOption())
    .option('-m, --model <name>', 'resolve it with this MODEL')
    .option('-c, --constant <name=expr>', 'give a constant a value (repeatable)', assignment)
    .option('--no-color', 'print without colour')
    .addHelpText('after', examples('tla-ts parse specs/paxos.spec'))
    .action(async (file: string, options: ParseCommandOptions) => {
      const { runParse } = await import('./commands/parse.js');
      process.exitCode = runParse(file, options);
    });
  root
    .command('fmt')
    .showHelpAfterError('(see `tla-ts help fmt`)')
    .description('bring specs into one layout: comments stay, and so does the meaning')
    .argument('<files...>', '.spec and .tla files, folders of them, globs, or `-` for standard input')
    .option('--check', 'write nothing: show what would change, and exit with 1 if anything would')
    .option('--no-color', 'print without colour')
    .addHelpText('after', examples('tla-ts fmt specs', 'tla-ts fmt --check specs'))
    .action(async (files: string[], options: FmtCommandOptions) => {
      const { runFmt } = await import('./commands/fmt.js');
      process.exitCode = runFmt(files, options);
    });
  root
    .command('export')
    .showHelpAfterError('(see `tla-ts help export`)')
    .description('write a spec as a TLA+ module with its configuration, for SANY and TLC')
    .argument('<file>', 'a .spec file')
    .requiredOption('--out <dir>', 'the folder to write into')
    .option('-m, --model <name>', 'export this MODEL of the spec instead of the default one')
    .option('--no-color', 'print without colour')
    .addHelpText('after', examples('tla-ts export specs/paxos.spec --out tla --model medium'))
    .action(async (file: string, options: ExportCommandOptions) => {
      const { runExport } = await import('./commands/export.js');
      process.exitCode = runExport(file, options);
    });
  root
    .command('simulate')
    .showHelpAfterError('(see `tla-ts help simulate`)')
    .description('walk through a spec at random, for state spaces that are too large to explore')
    .argument('<file>', 'a .spec file, or a .tla module with its .cfg')
    .addOption(configOption())
    .option('-m, --model <name>', 'take this MODEL instead of the default one')
    .option('-c, --constant <name=expr>', 'give a constant a value (repeatable)', assignment)
    .option('-t, --traces <n>', 'how many behaviours', whole, 100)
    .option('-d, --depth <n>', 'states of a behaviour at most', whole, 100)
    .option('-s, --seed <n>', 'behaviours of one seed are always the same', seed, 1)
    .option('-o, --out <dir>', 'write each behaviour to a file, in the Informal Trace Format')
    .option('--workers <n>', 'threads; `auto` (the default): as many as there are processors', workers)
    .option('--no-color', 'print without colour')
    .addHelpText(
      'after',
      paragraph('Invariants and deadlock are checked, properties of whole behaviours are not.'),
    )
    .addHelpText('after', examples('tla-ts simulate specs/paxos.spec --traces 50 --depth 40 --seed 7'))
    .action(async (file: string, options: SimulateCommandOptions) => {
      const { runSimulate } = await import('./commands/simulate.js');
      process.exitCode = await runSimulate(file, options);
    });
  root
    .command('eval')
    .showHelpAfterError('(see `tla-ts help eval`)')
    .description('print the value of an expression')
    .argument('<expression>', 'an expression of TLA+, about constants or one state')
    .option(
      '--spec <file>',
      'with the definitions of this spec; variables are those of its first initial state',
    )
    .addOption(configOption())
    .option('-m, --model <name>', 'take this MODEL of the spec')
    .option('-c, --constant <name=expr>', 'give a constant a value (repeatable)', assignment)
    .option('--no-color', 'print without colour')
    .addHelpText('after', examples("tla-ts eval 'Cardinality(Message)' --spec specs/two-phase-commit.spec"))
    .action(async (expression: string, options: EvalCommandOptions) => {
      const { runEval } = await import('./commands/eval.js');
      process.exitCode = runEval(expression, options);
    });
  root
    .command('repl')
    .showHelpAfterError('(see `tla-ts help repl`)')
    .description('try expressions and walk through the states of a spec')
    .argument('[file]', 'a .spec file, or a .tla module with its .cfg')
    .addOption(configOption())
    .option('-m, --model <name>', 'take this MODEL of the spec')
    .option('-c, --constant <name=expr>', 'give a constant a value (repeatable)', assignment)
    .option('--no-color', 'print without colour')
    .addHelpText('after', examples('tla-ts repl specs/die-hard.spec'))
    .action(async (file: string | undefined, options: ReplCommandOptions) => {
      const { runRepl } = await import('./commands/repl.js');
      process.exitCode = await runRepl(file, options);
    });
  root
    .command('graph')
    .showHelpAfterError('(see `tla-ts help graph`)')
    .description('draw the state graph of a spec, or its counterexample')
    .argument('<file>', 'a .spec file, or a .tla module with its .cfg')
    .option('--log', 'the file is a log with vector clocks: draw what caused what')
    .option('--trace', 'draw the counterexample only')
    .addOption(
      new Option('-f, --format <format>', 'what is written')
        .choices(['dot', 'mermaid', 'svg', 'html'])
        .default('dot'),
    )
    .option('-o, --out <file>', 'write it to a file instead of standard output')
    .addOption(configOption())
    .option('-m, --model <name>', 'take this MODEL of the spec')
    .option('-c, --constant <name=expr>', 'give a constant a value (repeatable)', assignment)
    .option('--max-states <n>', 'draw no more states than this', whole, 500)
    .option('--no-color', 'print without colour')
    .addHelpText('after', examples('tla-ts graph specs/peterson.spec --format svg --out peterson.svg'))
    .action(async (file: string, options: GraphCommandOptions) => {
      const { runGraph } = await import('./commands/graph.js');
      process.exitCode = await runGraph(file, options);
    });
  root
    .command('diff')
    .showHelpAfterError('(see `tla-ts help diff`)')
    .description(
      'review a change to a spec: declarations, guarantees, and what has become possible or impossible',
    )
    .argument('<files...>', 'the old and the new file; or the new one, with --base')
    .option('--base <rev>', 'compare with what git has at this revision')
    .option(
      '--config <file>',
      'the .cfg of .tla modules, of both; by default the one of its name beside each',
    )
    .option('-m, --model <name>', 'compare this MODEL of both')
    .option('-c, --constant <name=expr>', 'give a constant a value in both (repeatable)', assignment)
    .addOption(
      new Option('-f, --format <format>', 'how it is written')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .option(
      '--fail-on <list>',
      'exit with 12 on these: weakened, dropped, new-behaviours, lost-behaviours, dead-actions, not-compared',
    )
    .option('--max-states <n>', 'explore no more states than this of each', whole, 200_000)
    .option('--no-color', 'print without colour')
    .addHelpText(
      'after',
      examples('tla-ts diff specs/peterson.spec specs/peterson-unfair.spec --fail-on weakened,dropped'),
    )
    .action(async (files: string[], options: DiffCommandOptions) => {
      const { runDiff } = await import('./commands/diff.js');
      process.exitCode = await runDiff(files, options);
    });
  root
    .command('init')
    .showHelpAfterError('(see `tla-ts help init`)')
    .description('write a first spec to specs/, to change and check')
    .argument('[name]', 'what the spec is called (default: protocol)')
    .addOption(
      new Option('-t, --template <template>', 'what it is about (default: message-passing)').choices([
        'message-passing',
        'mutual-exclusion',
        'replicated-log',
        'state-machine',
      ]),
    )
    .option('--script', 'add the script `specs` to package.json')
    .option('--no-script', 'do not, and do not ask')
    .option('--ci', 'write a workflow of GitHub Actions')
    .option('--no-ci', 'do not, and do not ask')
    .option('-y, --yes', 'ask nothing: take the defaults for what is not given')
    .addHelpText(
      'after',
      paragraph('On a terminal it asks for what is not given. Nothing that is there is written over.'),
    )
    .addHelpText('after', examples('tla-ts init order-lock --template mutual-exclusion --script --ci'))
    .action(async (name: string | undefined, options: InitCommandOptions) => {
      const { runInit } = await import('./commands/init.js');
      process.exitCode = await runInit(name, options);
    });
  root
    .command('trace')
    .showHelpAfterError('(see `tla-ts help trace`)')
    .description('say whether a log of a real system is a behaviour of a spec')
    .argument(
      '<log>',
      'one JSON object a line: { "action": …, "args": […], "vars": {…} }, any of them missing',
    )
    .requiredOption('--spec <file>', 'the spec that the system is to follow')
    .option('--map <file>', 'a JSON file that says what the words of the log are called in the spec')
    .option('-m, --model <name>', 'take the constants of this MODEL')
    .option('-c, --constant <name=expr>', 'give a constant a value (repeatable)', assignment)
    .option('--max-states <n>', 'how many states may be possible at once (default: 100000)', whole)
    .option('--no-color', 'print without colour')
    .addHelpText('after', examples('tla-ts trace run.jsonl --spec specs/peterson.spec'))
    .addHelpText(
      'after',
      paragraph(
        'Exit status: 0 it is one, 12 it is none, 14 the log says too little, 3 the log or the spec does not parse, 4 the spec cannot be evaluated.',
      ),
    )
    .action(async (log: string, options: TraceCommandOptions) => {
      const { runTrace } = await import('./commands/trace.js');
      process.exitCode = await runTrace(log, options);
    });
  return root;
}

async function runCommand(): Promise<void> {
  // `tla-ts … | head` closes the pipe early: that is no failure of ours. A disk that is full is none either, and has to be told.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (stream === process.stdout) complain(`Standard output cannot be written: ${reason(error)}.`);
      process.exit(exitStatus.failed);
    });
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitStatus.usage;
    else {
      process.stderr.write(
        `tla-ts failed, and this is a bug: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      process.exitCode = exitStatus.failed;
    }
  }
}

/** Runs the command, and ends the process: to wait until Node has given back its memory piece by piece takes longer. */
export async function main(): Promise<void> {
  await runCommand();
  // By then it is known what could not be written.
  await new Promise(setImmediate);
  const { stdout, stderr } = process;
  if (stdout.writableLength === 0 && stderr.writableLength === 0) process.exit();
}
