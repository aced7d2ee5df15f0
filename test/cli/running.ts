/** The tool as a user starts it: what it prints, and its exit status. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
const tool = join(root, 'dist/src/cli.cjs');
const serverScript = join(root, 'test/cli/server.mjs');
/** Milliseconds that a run may take, less than a test may; also on a machine that does much else. */
const longest = 150_000;
const newLine = '\n'.charCodeAt(0);
const pause = new Int32Array(new SharedArrayBuffer(4));

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * In a process of its own when the environment matters, otherwise in one that has run it before: most of a short run is the start.
 * @param folder where it is started; the repository's root unless it matters
 */
export function run(
  args: readonly string[],
  folder: string = root,
  environment?: Readonly<Record<string, string>>,
): Ran {
  return environment === undefined ? runIn({}, args, folder) : start(args, folder, environment);
}

/** In the process that has run it before. @param variables of the environment, which the tool reads when it needs them */
export function runIn(
  variables: Readonly<Record<string, string>>,
  args: readonly string[],
  folder: string,
): Ran {
  server ??= new Server();
  try {
    return server.run({ args, folder, variables });
  } catch (error) {
    // What it would still say is no answer to the next request.
    server.stop();
    server = undefined;
    throw error;
  }
}

/** In a process of its own. */
function start(args: readonly string[], folder: string, environment: Readonly<Record<string, string>>): Ran {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [tool, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, HOME, ...environment },
    timeout: longest,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { status, out: stdout, err: stderr };
}

let server: Server | undefined;

interface Request {
  readonly args: readonly string[];
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Runs the tool many times in one process, which ends with this one. */
class Server {
  private readonly child: ChildProcess;
  private readonly requests: number;
  private readonly answers: number;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'tla-ts-server-'));
    const [requests, answers] = [join(folder, 'requests'), join(folder, 'answers')];
    execFileSync('mkfifo', [requests, answers]);
    const { PATH, HOME } = process.env;
    this.child = spawn(process.execPath, ['--expose-gc', serverScript, tool, requests, answers], {
      env: { PATH, HOME },
      stdio: 'ignore',
    });
    this.child.unref();
    // Opened for both, so that neither waits for the other side; the answers are polled.
    this.answers = openSync(answers, constants.O_RDWR | constants.O_NONBLOCK);
    this.requests = openSync(requests, 'w');
    rmSync(folder, { recursive: true });
  }

  run(request: Request): Ran {
    writeSync(this.requests, `${JSON.stringify(request)}\n`);
    const parts: Buffer[] = [];
    const buffer = Buffer.alloc(1 << 16);
    for (const until = Date.now() + longest; ; ) {
      const count = this.read(buffer);
      parts.push(Buffer.from(buffer.subarray(0, count)));
      if (count > 0 && buffer[count - 1] === newLine)
        return JSON.parse(Buffer.concat(parts).toString()) as Ran;
      if (Date.now() > until) throw new Error(`tla-ts ${request.args.join(' ')} has not ended.`);
      if (count === 0) Atomics.wait(pause, 0, 0, 1);
    }
  }

  stop(): void {
    this.child.kill('SIGKILL');
    closeSync(this.requests);
    closeSync(this.answers);
  }

  private read(buffer: Buffer): number {
    try {
      return readSync(this.answers, buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      throw error;
    }
  }
}

/** Runs `use` in a folder with these files, which is gone when that is done. */
export function inFolder<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'tla-ts-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  let result: T;
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    result = use(folder);
  } catch (error) {
    remove();
    throw error;
  }
  if (result instanceof Promise) return result.finally(remove) as T;
  remove();
  return result;
}

/** Output without what differs from run to run. */
export function timeless(output: string): string {
  return output.replace(/\d+\.\d s\b/g, '0.0 s').replace(/"seconds": [\d.e-]+/g, '"seconds": 0');
}
