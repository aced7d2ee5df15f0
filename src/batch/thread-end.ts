/** Threads that end without an answer. */

/** What a thread's `error` event says, in a sentence. */
export function errorText(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'Its thread ran out of the memory that Node allows for objects; --max-old-space-size in NODE_OPTIONS allows more.'
    : `Its thread ended with an error: ${message}`;
}

/** What a thread that ended without an answer or an error says, in a sentence. */
export function exitText(status: number): string {
  return `Its thread ended early, with status ${status}.`;
}
