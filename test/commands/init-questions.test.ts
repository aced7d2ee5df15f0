/** `tla-ts init` on a terminal: the questions, answered by keys. */

import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { InitCommandOptions } from '../../src/commands/init.js';
import { askInit } from '../../src/commands/init-questions.js';
import { inFolder } from '../cli/running.js';

/** A terminal on which a person answers each question as it comes up. */
function terminal(answers: Readonly<Record<string, string>>) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const open = new Map(Object.entries(answers));
  let shown = '';
  const output = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        shown += chunk.toString();
        for (const [question, keys] of open)
          if (shown.includes(question)) {
            open.delete(question);
            setTimeout(() => input.write(keys), 20);
          }
        done();
      },
    }),
    { columns: 80, rows: 24, isTTY: true },
  );
  return { streams: { input, output }, shown: () => shown };
}

async function ask(
  name: string | undefined,
  options: InitCommandOptions,
  answers: Readonly<Record<string, string>>,
) {
  const { streams, shown } = terminal(answers);
  return { answered: await askInit(name, options, streams), shown: shown() };
}

const down = '\u001b[B';

describe('the questions', () => {
  it('are about name, template and workflow, and about the script where there is a package.json', async () => {
    const here = process.cwd();
    await inFolder({ 'package.json': '{}' }, async (folder) => {
      process.chdir(folder);
      try {
        const { answered } = await ask(
          undefined,
          {},
          {
            'What is the spec called?': 'order-lock\r',
            'What is it about?': `${down}\r`,
            'Add `npm run specs`': 'y',
            'Write a workflow': 'n',
          },
        );
        expect(answered).toEqual({
          name: 'order-lock',
          options: { template: 'mutual-exclusion', script: true, ci: false },
        });
      } finally {
        process.chdir(here);
      }
    });
  });

  it('are not asked where the command line answers them', async () => {
    const options = { template: 'replicated-log', script: false, ci: true } as const;
    const { answered, shown } = await ask('log', options, {});
    expect(answered).toEqual({ name: 'log', options });
    expect(shown).toBe('');
  });

  it('take the name that stands there for an empty answer, and refuse one that is none', async () => {
    const given = { template: 'state-machine', script: false, ci: false } as const;
    const { answered } = await ask(undefined, given, { 'called?': '\r' });
    expect(answered?.name).toBe('protocol');
    const again = await ask(undefined, given, { 'called?': '7\r', 'gives no name': '\u007ford\r' });
    expect(again.shown).toContain('`7` gives no name for a spec: it must begin with a letter.');
    expect(again.answered?.name).toBe('ord');
  });

  it('are broken off by Ctrl-C', async () => {
    const { answered } = await ask('x', { script: false, ci: false }, { 'What is it about?': '\u0003' });
    expect(answered).toBeUndefined();
  });
});
