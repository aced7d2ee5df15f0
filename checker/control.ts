/** The words through which the threads of a search agree: where each one stands, in one shared array. */

/**
 * Places in the control block. Those that all threads write lie on cache lines of their own, away from those that are
 * read at every state.
 */
export const Place = {
  /** How many states have been taken to explore: all below the level, and some of it. */
  taken: 0,
  /** How many numbers have been given out, to states or in chunks to threads: the next number. */
  size: 16,
  /** Next free word of the recorded edges. */
  edges: 32,
  /** Not zero: everybody is to stop at the end of the state at hand. */
  pause: 48,
  /** A thread that gives out a number at or above this asks for a pause. */
  limit: 49,
  /** First number of the level that is being filled: the level that is being explored ends there. */
  end: 50,
  /** The table has 2^bits slots. */
  bits: 51,
  /** States below this number are fingerprints. */
  behind: 52,
  /** Threads that take part. */
  threads: 53,
  /** First number of the level that is being explored. */
  start: 54,
  /** Threads other than the main one that are exploring. */
  running: 64,
  /** What a thread is to do next, from here on one word a thread: an {@link Order} in the low bits, a serial number above. */
  orders: 80,
  /** Number of the next state that nobody has taken to put back into the table. */
  refill: 144,
  /** Slots of the table below this number are not yet emptied, or nobody has taken them to. */
  dirty: 145,
  /** The numbers that threads have taken, a line a thread: {@link chunkAt}. */
  chunks: 160,
} as const;

/** Words of a cache line. */
const lineWords = 16;

export const Order = { wait: 0, explore: 1, reopen: 2, quit: 3, refill: 4, empty: 5 } as const;

/** Bits of an order word that hold the order. */
const orderBits = 3;

export function controlBlock(threads: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * (Place.chunks + lineWords * threads)));
}

/** Where a thread's chunk of numbers is: its next number, and where the chunk ends. On a cache line of its own. */
export function chunkAt(thread: number): number {
  return Place.chunks + lineWords * thread;
}

/** Gives one thread an order and wakes it. */
export function give(control: Int32Array, thread: number, order: number): void {
  const place = Place.orders + thread;
  const serial = (Atomics.load(control, place) >>> orderBits) + 1;
  Atomics.store(control, place, (serial << orderBits) | order);
  Atomics.notify(control, place);
}

/** Sleeps until the thread has an order other than the one it saw last. @returns the order word */
export function awaitOrder(control: Int32Array, thread: number, last: number): number {
  const place = Place.orders + thread;
  for (;;) {
    const word = Atomics.load(control, place);
    if (word !== last) return word;
    Atomics.wait(control, place, last);
  }
}

export function orderOf(word: number): number {
  return word & ((1 << orderBits) - 1);
}
