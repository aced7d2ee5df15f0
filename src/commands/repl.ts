/** `tla-ts repl [FILE]`: a conversation on a terminal, or with the lines of a pipe. */

import { appendFileSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Session } from '../prompt/session.js';
import { wantsColour } from '../report/style.js';
import { defined } from './defined.js';
import { exitStatus } from './exit.js';
import { remark, say } from './say.js';
import { widthOf } from './width.js';

export interface ReplCommandOptions {
  readonly model?: string;
  readonly config?: string;
  readonly constant?: Readonly<Record<string, string>>;
  readonly color: boolean;
}

const remembered = 500;

/** @returns the exit status */
export async function runRepl(file: string | undefined, options: ReplCommandOptions): Promise<number> {
  const session = new Session(
    file,
    {
      ...defined('model', options.model),
      ...defined('config', options.config),
      ...defined('constants', options.constant),
    },
    wantsColour(process.stdout, options.color),
    widthOf(process.stdout),
  );
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const answer = (text: string) => {
    if (text !== '') say(`${text}\n`);
  };
  const beginning = session.begin();
  if (!session.loaded) {
    remark(`${beginning}\n`);
    return exitStatus.unresolved;
  }
  answer(beginning);
  const lines = createInterface({
    input: process.stdin,
    ...(terminal
      ? {
          output: process.stdout,
          prompt: 'tla> ',
          history: earlier(),
          historySize: remembered,
          completer: (line: string) => session.complete(line),
        }
      : {}),
  });
  if (terminal) lines.prompt();
  for await (const line of lines) {
    if (terminal) remember(line);
    // While an answer is looked for, Ctrl-C ends the session: a prompt would take it for a letter.
    if (terminal) process.stdin.setRawMode(false);
    answer(session.submit(line));
    if (terminal) process.stdin.setRawMode(true);
    if (session.over) break;
    if (terminal) lines.prompt();
  }
  lines.close();
  return exitStatus.holds;
}

const historyFile = () => join(homedir(), '.tla-ts-history');

/** The lines of earlier sessions, newest first. A history that cannot be read or written is no reason to stop. */
function earlier(): string[] {
  try {
    return readFileSync(historyFile(), 'utf8').split('\n').filter(Boolean).slice(-remembered).reverse();
  } catch {
    return [];
  }
}

function remember(line: string): void {
  try {
    if (line.trim() !== '') appendFileSync(historyFile(), `${line}\n`);
  } catch {
    return;
  }
}
