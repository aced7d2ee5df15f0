/** `tla-ts check --watch`: checks again on every save, and gives up a run that has become stale. */

import { dirname } from 'node:path';
import { remark } from './say.js';

/** Several files saved at once are one change: milliseconds to wait for the next. */
const pause = 100;

/**
 * Runs at once, and again whenever a spec beside one of these files changes. Ends with Ctrl-C.
 * @param paths files and folders to watch
 * @param run checks everything; ends early when its signal is aborted
 * @returns the status of the last run that was not given up
 */
export async function runOnChange(
  paths: readonly string[],
  run: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  let status = 0;
  let current = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const start = () => {
    current.abort();
    const mine = new AbortController();
    current = mine;
    // The stale run ends before the next one begins: they would share the terminal.
    running = running.then(async () => {
      if (mine.signal.aborted) return;
      const result = await run(mine.signal);
      if (mine.signal.aborted) return;
      status = result;
      remark('Watching; Ctrl-C ends it.\n');
    });
  };
  const { watch } = await import('chokidar');
  const watcher = watch([...new Set(paths)], {
    ignoreInitial: true,
    ignored: (path, stats) =>
      /[\\/]node_modules[\\/]/.test(path) || (stats?.isFile() === true && !/\.(spec|tla|cfg)$/.test(path)),
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(start, pause);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  start();
  await new Promise<void>((resolve) => process.once('SIGINT', resolve));
  clearTimeout(timer);
  current.abort();
  await running;
  await watcher.close();
  return status;
}

/** The folders of files: what they extend lies beside them. */
export function watchedFolders(files: readonly string[]): string[] {
  return files.map((file) => dirname(file));
}
