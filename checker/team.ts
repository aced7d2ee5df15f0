/** The threads beside the main one: they are started when a level is worth it, explore when told to, and are watched. */

import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from 'node:worker_threads';
import Pool from 'worker-threads-pool';
import { builtModule } from './built.js';
import { give, Order, Place } from './control.js';
import type { SharedSpace } from './explorer.js';
import type { Finding } from './findings.js';
import { buffersOf, type Opening, type Report, type StateRange, type WorkerStart } from './messages.js';
import { Misfit, type RowModel } from './rows.js';

const entry = builtModule('./worker.js', import.meta.url);

interface Member {
  readonly thread: number;
  readonly port: MessagePort;
  /** There from the next tick on. */
  worker?: Worker;
  /** Resolved when the thread has ended. */
  readonly exit: Promise<void>;
  readonly exited: () => void;
  /** The last opening it reported. */
  generation: number;
  /** Whether it was told to explore in this round. */
  called: boolean;
  ended: boolean;
}

/** What the members found in a round. */
export interface TeamReport {
  readonly findings: Finding[];
  readonly left: StateRange[];
  readonly misfits: Misfit[];
  edgesFull: boolean;
}

function nothing(): TeamReport {
  return { findings: [], left: [], misfits: [], edgesFull: false };
}

export class Team {
  private readonly members: Member[] = [];
  private readonly pool: Pool;
  private generation = 0;
  private closing = false;
  private collected = nothing();
  /** What a member threw. */
  error: Error | undefined;
  /** Why a member ended before it was told to. */
  lost: string | undefined;

  /** @param size how many threads there may be beside the main one */
  constructor(
    private readonly space: SharedSpace,
    private readonly size: number,
    private readonly goOn: boolean,
  ) {
    this.pool = new Pool({ max: Math.max(1, size) });
  }

  get started(): boolean {
    return this.members.length > 0;
  }

  /** Starts the threads; each one can be called as soon as it has opened the model. */
  start(model: RowModel): void {
    const portable = model.portable?.();
    if (portable === undefined) return;
    for (let thread = 1; thread <= this.size; thread++) {
      const { port1, port2 } = new MessageChannel();
      let exited = () => {};
      const exit = new Promise<void>((resolve) => {
        exited = resolve;
      });
      const member: Member = {
        thread,
        port: port1,
        exit,
        exited,
        generation: -1,
        called: false,
        ended: false,
      };
      this.members.push(member);
      const opening: Opening = { generation: this.generation, portable };
      const workerData: WorkerStart = {
        thread,
        buffers: buffersOf(this.space),
        port: port2,
        continue: this.goOn,
        opening,
      };
      this.pool.acquire(entry, { workerData, transferList: [port2] }, (_, worker) => {
        member.worker = worker;
        worker.once('error', (error) => this.end(member, error.message));
        worker.once('exit', (code) => {
          this.end(member, `it ended with code ${code}`);
          member.exited();
        });
      });
    }
  }

  private end(member: Member, reason: string): void {
    this.listen();
    member.ended = true;
    if (!this.closing) this.lost ??= `worker ${member.thread} stopped: ${reason}`;
  }

  /** Threads that have the model and can be called. */
  get ready(): number {
    this.listen();
    return this.members.filter((member) => this.isReady(member)).length;
  }

  /** Whether all that were started are ready, or will never be. */
  get open(): boolean {
    return this.failed || this.members.every((member) => this.isReady(member));
  }

  private isReady(member: Member): boolean {
    return !member.ended && member.generation === this.generation;
  }

  /** Tells those what to do, to explore or to refill, that are ready and were not told in this round. */
  call(order: number): void {
    const { control } = this.space;
    for (const member of this.members) {
      if (member.called || !this.isReady(member)) continue;
      member.called = true;
      Atomics.add(control, Place.running, 1);
      give(control, member.thread, order);
    }
  }

  /** Waits a moment for those that explore. @returns whether all rest, or some will never */
  rested(milliseconds: number): boolean {
    const { control } = this.space;
    const running = Atomics.load(control, Place.running);
    if (running > 0) Atomics.wait(control, Place.running, running, milliseconds);
    if (Atomics.load(control, Place.running) > 0 && !this.failed) return false;
    for (const member of this.members) member.called = false;
    return true;
  }

  /** Whether the search cannot go on. */
  get failed(): boolean {
    this.listen();
    return this.error !== undefined || this.lost !== undefined;
  }

  /** What was found since it was last asked. */
  takeReport(): TeamReport {
    this.listen();
    const report = this.collected;
    this.collected = nothing();
    return report;
  }

  private listen(): void {
    for (const member of this.members) {
      for (
        let next = receiveMessageOnPort(member.port);
        next !== undefined;
        next = receiveMessageOnPort(member.port)
      ) {
        this.hear(member, next.message as Report);
      }
    }
  }

  private hear(member: Member, report: Report): void {
    switch (report.kind) {
      case 'ready':
        member.generation = report.generation;
        break;
      case 'rested':
        this.collected.findings.push(...report.findings);
        this.collected.left.push(...report.left);
        if (report.misfit !== undefined)
          this.collected.misfits.push(new Misfit(report.misfit.variable, report.misfit.detail));
        this.collected.edgesFull ||= report.edgesFull;
        break;
      case 'failed':
        this.error ??= new Error(report.message);
    }
  }

  /** Hands over another model, or (without one) tells that the arena has changed. They can be called when they are ready again. */
  reopen(model: RowModel | undefined): void {
    this.generation++;
    const portable = model?.portable?.();
    const opening: Opening = { generation: this.generation, ...(portable === undefined ? {} : { portable }) };
    for (const member of this.members) {
      member.port.postMessage(opening);
      give(this.space.control, member.thread, Order.reopen);
    }
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    this.closing = true;
    const { control } = this.space;
    await Promise.all(
      this.members.map(async (member) => {
        give(control, member.thread, Order.quit);
        // A thread that is lost, or that others wait for, does not read its orders.
        if (this.failed) await member.worker?.terminate();
        await member.exit;
        member.port.close();
      }),
    );
  }
}
