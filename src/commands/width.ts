/** How many columns there are for what is printed. */

/** Narrower than any terminal: lines are broken no shorter. */
const least = 30;

/** Of the terminal, or what COLUMNS says; undefined where it is a pipe or a file, whose lines may be of any length. */
export function columnsOf(stream: NodeJS.WriteStream): number | undefined {
  const columns = stream.columns ?? Number.parseInt(process.env.COLUMNS ?? '', 10);
  return columns > 0 ? Math.max(least, columns) : undefined;
}

/** To lay values and source lines out in. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return columnsOf(stream) ?? 100;
}
