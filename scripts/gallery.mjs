// Writes specs/README.md: what each spec says of itself, and what checking its models gives, here and now.
// `npm run gallery` after a change to specs/; a model that took long the last time keeps its row, unless
// `npm run gallery -- --all` checks every model.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { checkFile } from '../dist/src/index.js';

const all = process.argv.includes('--all');
/** In seconds: what took longer is not checked again without `--all`. */
const long = 15;

const folder = new URL('../specs/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.spec'));
const number = (value) => value.toLocaleString('en-US');

/** The comment that a spec begins with, as one line. */
function headerOf(text) {
  const lines = text.split('\n').slice(1);
  const end = lines.findIndex((line) => !line.startsWith('\\*'));
  return lines
    .slice(0, end)
    .map((line) => line.slice(2).trim())
    .join(' ');
}

function paperOf(header) {
  return header.match(/After (.*?\(\d{4}\))/)?.[1] ?? '';
}

/** Up to the end of its first sentence; what stands in quotes may have full stops of its own. */
function firstSentence(header) {
  return header.match(/^(?:"[^"]*"|\.(?=\w)|[^."])*\./)?.[0] ?? header;
}

function verdictOf({ kind, violations: [first] }) {
  if (kind === 'holds') return 'holds';
  if (kind === 'deadlock') return 'deadlocks';
  return `violates \`${first.name}\``;
}

function shownBy({ violations: [first] }) {
  if (first === undefined) return '';
  const { states, loop } = first.trace;
  if (loop === undefined) return `${states.length} states`;
  return loop === states.length - 1
    ? `${states.length} states, then nothing`
    : `${states.length} states, round and round from ${loop + 1}`;
}

/** The row of each model as this page has it, by file and model. */
function recordedModels() {
  const page = readFileSync(new URL('README.md', folder), 'utf8');
  const rows = page.split('\n').filter((line) => / \d{4}-\d\d-\d\d \|$/.test(line));
  return new Map(
    rows.map((row) => {
      const [file, model, , , , , seconds] = row.slice(2, -2).split(' | ');
      return [`${file.match(/\[(.*)\]/)[1]} ${model}`, { row, seconds: Number.parseFloat(seconds) }];
    }),
  );
}

async function checked(file, model) {
  const path = new URL(file, folder).pathname;
  const { verdict, asExpected } = await checkFile(path, model === undefined ? {} : { model });
  if (!asExpected || verdict === undefined)
    throw new Error(
      `${file} does not give what it expects${model === undefined ? '' : ` with its model ${model}`}.`,
    );
  return verdict;
}

const recorded = recordedModels();
const today = new Date().toISOString().slice(0, 10);
const specs = [];
const models = [];
for (const file of files) {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const header = headerOf(text);
  const names = [...text.matchAll(/^MODEL (\w+)/gm)].map((match) => match[1]);
  const verdict = await checked(file);
  specs.push([
    `[${file}](${file})`,
    firstSentence(header),
    paperOf(header),
    ['default', ...names].join(', '),
    verdictOf(verdict),
    shownBy(verdict),
    number(verdict.distinct),
    `${verdict.seconds.toFixed(1)} s`,
  ]);
  for (const model of names) {
    const old = recorded.get(`${file} ${model}`);
    if (!all && old !== undefined && old.seconds > long) {
      models.push(old.row);
      continue;
    }
    const { generated, distinct, depth, seconds, ...rest } = await checked(file, model);
    const cells = [
      `[${file}](${file})`,
      model,
      verdictOf(rest),
      number(generated),
      number(distinct),
      depth,
      `${seconds.toFixed(1)} s`,
      today,
    ];
    models.push(`| ${cells.join(' | ')} |`);
  }
}

writeFileSync(
  new URL('README.md', folder),
  `# The gallery

Each spec is a protocol, with the paper that it is from at its head, and what to try. Broken twins leave out one rule, and expect the
counterexample that shows what the rule is for. \`tla-ts check specs\` checks all of them.

This page is written by \`npm run gallery\`. Verdicts, states and times are of the default model, one spec after the other on ${availableParallelism()}
processors. What each spec was compared with is in [comparison.md](../docs/comparison.md).

| spec | what it is | after | models | verdict | counterexample | distinct states | time |
|---|---|---|---|---|---|--:|--:|
${specs.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

## Other models

\`tla-ts check specs/raft.spec --model medium\` checks one of them, \`npm run test:large\` all of them against the counts that are written down, and
\`npm run gallery -- --all\` writes this table anew. The machine did other things too when these times were taken.

| spec | model | verdict | generated | distinct states | depth | time | checked |
|---|---|---|--:|--:|--:|--:|---|
${models.join('\n')}
`,
);
