/** What `tla-ts init` asks on a terminal, where the command line does not say it. */

import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { type InitCommandOptions, nameProblem, type Template, workflowFile } from './init.js';

const abouts: Readonly<Record<Template, string>> = {
  'message-passing': 'clients and a server that send each other messages',
  'mutual-exclusion': 'processes that take turns with one lock',
  'replicated-log': 'a leader whose log others copy',
  'state-machine': 'one thing that goes through states, such as an order',
};

interface Answers {
  readonly name: string;
  readonly options: InitCommandOptions;
}

/** @returns undefined when the questions were broken off */
export async function askInit(
  name: string | undefined,
  options: InitCommandOptions,
  streams: { readonly input?: Readable; readonly output?: Writable } = {},
): Promise<Answers | undefined> {
  const { confirm, isCancel, select, text } = await import('@clack/prompts');
  const called =
    name ??
    (await text({
      message: 'What is the spec called?',
      placeholder: 'protocol',
      defaultValue: 'protocol',
      validate: (answer) => (answer === undefined || answer === '' ? undefined : nameProblem(answer)),
      ...streams,
    }));
  if (isCancel(called)) return undefined;
  const template =
    options.template ??
    (await select<Template>({
      message: 'What is it about?',
      options: Object.entries(abouts).map(([value, hint]) => ({
        value: value as Template,
        label: value,
        hint,
      })),
      ...streams,
    }));
  if (isCancel(template)) return undefined;
  const script =
    options.script ?? (existsSync('package.json') && (await yes('Add `npm run specs` to package.json?')));
  if (isCancel(script)) return undefined;
  const ci = options.ci ?? (!existsSync(workflowFile) && (await yes('Write a workflow of GitHub Actions?')));
  if (isCancel(ci)) return undefined;
  return { name: called, options: { ...options, template, script, ci } };

  function yes(message: string) {
    return confirm({ message, ...streams });
  }
}
