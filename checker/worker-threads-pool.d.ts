declare module 'worker-threads-pool' {
  import type { Worker, WorkerOptions } from 'node:worker_threads';

  class Pool {
    constructor(options: { readonly max: number });
    /** Starts a worker, as soon as there are fewer than `max`. */
    acquire(
      filename: string | URL,
      options: WorkerOptions,
      callback: (error: Error | null, worker: Worker) => void,
    ): void;
  }

  export = Pool;
}
