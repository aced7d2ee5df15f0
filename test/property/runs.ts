/** How many cases a law is tried on. */

/** As many as usual; for nights so many times as many, as in `RUNS=20 npx vitest run test/property`. */
export function runs(usual: number): number {
  return usual * Number(process.env.RUNS ?? 1);
}
