/**
 * The command line again and again in one process: dist/src/cli.cjs is run anew each time, with what it has loaded before. It reads
 * requests from one named pipe and answers on another, a line of JSON each.
 */

import { createReadStream, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [tool, requests, answers] = process.argv.slice(2);
const answer = openSync(answers, 'w');
const written = { out: '', err: '' };
for (const [stream, name] of [
  [process.stdout, 'out'],
  [process.stderr, 'err'],
])
  stream.write = (text, encoding, done) => {
    written[name] += text;
    (typeof encoding === 'function' ? encoding : done)?.();
    return true;
  };

const require = createRequire(import.meta.url);
const { exit } = process;
for await (const line of createInterface({ input: createReadStream(requests) })) {
  const { args, folder, variables } = JSON.parse(line);
  process.chdir(folder);
  Object.assign(process.env, variables);
  process.argv = [process.execPath, tool, ...args];
  process.exitCode = undefined;
  written.out = '';
  written.err = '';
  delete require.cache[tool];
  // The tool ends with its process; this one goes on.
  process.exit = () => undefined;
  await require(tool);
  process.exit = exit;
  for (const name of Object.keys(variables)) delete process.env[name];
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error');
  // The address space that a search reserves is given back now: the next run may start processes.
  globalThis.gc?.();
  writeSync(answer, `${JSON.stringify({ status: process.exitCode ?? 0, ...written })}\n`);
}
process.exit(0);
