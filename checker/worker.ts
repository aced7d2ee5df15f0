/** What runs in a thread beside the main one: it opens the model, and explores when it is told to. */

import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { awaitOrder, Order, orderOf, Place } from './control.js';
import { Explorer } from './explorer.js';
import { type Opening, type Report, spaceOf, type WorkerStart } from './messages.js';
import { rowHash } from './row-hash.js';
import type { PortableModel, RowModel } from './rows.js';
import { empty, refill } from './table.js';

const require = createRequire(import.meta.url);
const { thread, buffers, port, continue: goOn, opening: first } = workerData as WorkerStart;
const space = spaceOf(buffers);
const { control } = space;

function say(report: Report): void {
  port.postMessage(report);
}

async function openModel({ module, data }: PortableModel): Promise<RowModel> {
  // To import what is bundled would first start the loader of ES modules.
  const opened = module.endsWith('.cjs') ? require(fileURLToPath(module)) : await import(module);
  return (opened as { openRows(data: unknown): RowModel }).openRows(data);
}

async function open(opening: Opening, before: Explorer | undefined): Promise<Explorer> {
  const model =
    opening.portable === undefined ? (before as Explorer).model : await openModel(opening.portable);
  const explorer =
    before === undefined
      ? new Explorer(model, space, thread, { continue: goOn, concurrent: true })
      : before.renewed(model);
  say({ kind: 'ready', generation: opening.generation });
  return explorer;
}

function explore(explorer: Explorer): void {
  work(() => {
    explorer.beginRound();
    explorer.explore(Number.POSITIVE_INFINITY);
    const findings = explorer.findings.take();
    const left = explorer.takeLeft();
    const { misfit, edgesFull } = explorer;
    if (findings.length > 0 || left.length > 0 || misfit !== undefined || edgesFull) {
      const reason =
        misfit === undefined ? {} : { misfit: { variable: misfit.variable, detail: misfit.detail } };
      say({ kind: 'rested', findings, left, edgesFull, ...reason });
    }
  });
}

/** Does what the main thread waits for. */
function work(what: () => void): void {
  try {
    what();
  } catch (error) {
    // Said before it rests, so that nobody takes the level for finished.
    fail(error);
    throw error;
  } finally {
    rest();
  }
}

function rest(): void {
  Atomics.sub(control, Place.running, 1);
  Atomics.notify(control, Place.running);
}

/** Several may have come since: the last model counts. */
function lastOpening(): Opening {
  let opening = first;
  let portable: PortableModel | undefined;
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    opening = next.message as Opening;
    portable = opening.portable ?? portable;
  }
  return portable === undefined ? opening : { ...opening, portable };
}

function fail(error: unknown): void {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}

async function serve(): Promise<void> {
  let explorer = await open(first, undefined);
  for (let last = 0; ; ) {
    last = awaitOrder(control, thread, last);
    switch (orderOf(last)) {
      case Order.quit:
        return;
      case Order.reopen: {
        explorer = await open(lastOpening(), explorer);
        break;
      }
      case Order.empty:
        work(() => empty(space.slots, control));
        break;
      case Order.refill: {
        const { arena, model } = explorer;
        work(() => refill(space.slots, control, arena, rowHash(model), true));
        break;
      }
      default:
        explore(explorer);
    }
  }
}

void serve()
  .catch(fail)
  .finally(() => port.close());
