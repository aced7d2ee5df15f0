/** What is told while checks run: one line on a terminal, redrawn; in a pipe a line every ten seconds. */

import type { Progress } from '../../checker/options.js';
import { bytesText, count } from '../../checker/quantities.js';

/** What matters most first: a narrow terminal cuts the rest. */
export function progressText(progress: Progress): string {
  const { depth, generated, distinct, frontier, seconds, rate, memory, workers, liveness } = progress;
  if (liveness !== undefined)
    return `checking liveness: ${count(liveness)} nodes of the product, ${count(distinct)} states, ${seconds.toFixed(0)} s, ${bytesText(memory)}`;
  const threads = workers === 1 ? '' : `, ${workers} workers`;
  return `depth ${depth}, ${count(generated)} generated (${count(Math.round(rate))}/s), ${count(distinct)} distinct, ${count(frontier)} to explore, ${seconds.toFixed(0)} s, ${bytesText(memory)}${threads}`;
}

export class ProgressLine {
  private readonly began = performance.now();
  private last = 0;
  private shown = false;
  private readonly terminal = process.stderr.isTTY === true;
  /** By the name of what runs: how many states it has. */
  private readonly running = new Map<string, number>();
  private ended = 0;

  constructor(
    private readonly silent: boolean,
    private readonly total: number,
  ) {}

  show(progress: Progress, name: string): void {
    this.running.set(name, progress.distinct);
    this.draw(this.total === 1 ? progressText(progress) : this.together());
  }

  end(name: string, ended: number): void {
    this.running.delete(name);
    this.ended = ended;
    if (ended < this.total) this.draw(this.together());
  }

  clear(): void {
    if (this.shown) process.stderr.write('\r\u001b[K');
    this.shown = false;
  }

  private together(): string {
    const list = [...this.running].map(([name, distinct]) => `${name} (${count(distinct)} states)`);
    return `${this.ended} of ${this.total} checked${list.length === 0 ? '' : `; ${list.join(', ')}`}`;
  }

  private draw(line: string): void {
    const seconds = (performance.now() - this.began) / 1000;
    if (this.silent || (!this.terminal && seconds - this.last < 10)) return;
    this.last = seconds;
    this.shown = this.terminal;
    process.stderr.write(
      this.terminal ? `\r${line.slice(0, (process.stderr.columns ?? 80) - 1)}\u001b[K` : `${line}\n`,
    );
  }
}
