/** What the documents show is what the tool does: their specs are saved, their commands run, their output compared. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, root, run, timeless } from '../cli/running.js';

const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((file) => `docs/${file}`)].filter(
  (file) => file.endsWith('.md'),
);

interface Block {
  readonly language: string;
  readonly text: string;
  readonly line: number;
}

function blocksOf(document: string): Block[] {
  const blocks: Block[] = [];
  const text = readFileSync(join(root, document), 'utf8');
  for (const match of text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)) {
    const line = text.slice(0, match.index).split('\n').length;
    blocks.push({ language: match[1] ?? '', text: match[2] ?? '', line });
  }
  return blocks;
}

/** `$ command`, and what it prints, up to the next command. */
function sessions(text: string): { command: string; output: string }[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((session) => {
      const end = session.indexOf('\n');
      return { command: session.slice(0, end), output: session.slice(end + 1).trim() };
    });
}

/** The tool as part of a longer command. */
const tool = `'${process.execPath}' '${join(root, 'dist/src/cli.cjs')}'`;

function perform(command: string, folder: string): string {
  const words = command.match(/^npx tla-ts ([^|]*)$/)?.[1]?.match(/'[^']*'|[^' ]+/g);
  if (words === undefined || words === null) {
    const here = command.replace('npx tla-ts', tool).replace('node build/', `node ${join(root, 'build')}/`);
    return execFileSync('bash', ['-c', here], { cwd: folder, encoding: 'utf8' }).trim();
  }
  const { out, err } = run(
    words.map((word) => word.replaceAll("'", '')),
    folder,
  );
  return `${err}${out}`.trim();
}

describe.each(
  documents.filter((document) => blocksOf(document).some(({ language }) => language === 'console')),
)('%s', (document) => {
  it('shows what the tool prints', () => {
    inFolder({}, (folder) => {
      cpSync(join(root, 'specs'), join(folder, 'specs'), { recursive: true });
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync(root, join(folder, 'node_modules/tla-ts'));
      for (const { language, text, line } of blocksOf(document)) {
        const name = text.match(/^SPEC (\w+)/)?.[1];
        if (language === 'tla' && name !== undefined)
          execFileSync('tee', [`${name.toLowerCase()}.spec`], { cwd: folder, input: text });
        const program = text.match(/^\/\/ (\w+\.mjs)$/m)?.[1];
        if (language === 'js' && program !== undefined)
          execFileSync('tee', [program], { cwd: folder, input: text });
        if (language !== 'console') continue;
        for (const { command, output } of sessions(text))
          expect(timeless(perform(command, folder)), `${document}:${line}: ${command}`).toBe(
            timeless(output),
          );
      }
    });
  });
});
