/** How many columns there are for what is printed. */

/** Narrower than any terminal: lines are broken no shorter. */
const least = 40;

/** Of the terminal; where there is none, what COLUMNS says, or a hundred. */
export function outputWidth(): number {
  const columns = process.stdout.columns ?? Number.parseInt(process.env.COLUMNS ?? '', 10);
  return Math.max(least, Number.isNaN(columns) ? 100 : columns);
}
