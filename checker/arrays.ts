/** Arrays that grow. */

/** A copy that has room for at least so many words more, and twice as many as there are. */
export function longer(words: Int32Array, more = 0): Int32Array<ArrayBuffer> {
  const next = new Int32Array(2 * words.length + more);
  next.set(words);
  return next;
}
