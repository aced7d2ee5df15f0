// Writes specs/README.md: what each spec says of itself, and what checking its default model gives, here and now.
// `npm run gallery` after a change to specs/.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { checkFile } from '../dist/src/index.js';

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

const rows = [];
for (const file of files) {
  const path = new URL(file, folder);
  const text = readFileSync(path, 'utf8');
  const { verdict, asExpected } = await checkFile(path.pathname);
  if (!asExpected || verdict === undefined) throw new Error(`${file} does not give what it expects.`);
  const header = headerOf(text);
  const models = ['default', ...[...text.matchAll(/^MODEL (\w+)/gm)].map((match) => match[1])];
  const cells = [
    `[${file}](${file})`,
    firstSentence(header),
    paperOf(header),
    models.join(', '),
    verdictOf(verdict),
    shownBy(verdict),
    number(verdict.distinct),
    `${verdict.seconds.toFixed(1)} s`,
  ];
  rows.push(`| ${cells.join(' | ')} |`);
}

writeFileSync(
  new URL('README.md', folder),
  `# The gallery

Each spec is a protocol, with the paper that it is from at its head, and what to try. Broken twins leave out one rule, and expect the
counterexample that shows what the rule is for. \`tla-ts check specs\` checks all of them.

This page is written by \`npm run gallery\`. Verdicts, states and times are of the default model, one spec after the other on ${availableParallelism()}
processors; the other models are larger or smaller: \`tla-ts check specs/raft.spec --model large\`.

| spec | what it is | after | models | verdict | counterexample | distinct states | time |
|---|---|---|---|---|---|--:|--:|
${rows.join('\n')}
`,
);
