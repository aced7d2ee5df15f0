/** How a program writes the rows that it finds. */

/**
 * What all functions of a program share: the arrays of what was found, and how many rows there are.
 *
 * @param width words of a row
 * @param own words of a row that hold variables
 * @param marked whether steps are marked with the fairness conditions that they take
 */
export function foundRows(width: number, own: number, marked: boolean): string {
  return `let O = found.words, ACT = found.actions, TIMES = found.times, MARKS = found.marks, count = 0;
function more() { grow(); O = found.words; ACT = found.actions; TIMES = found.times; MARKS = found.marks; }
function push(row, action) {
if (count === ACT.length) more();
const o = count * ${width};
for (let i = 0; i < ${own}; i++) O[o + i] = row[i];
ACT[count] = action; TIMES[count] = 1;${marked ? ' MARKS[count] = 0;' : ''} count++;
}`;
}

/** Ends the code of a row. */
export const oneMore = 'c++;';

/** Begins the code of a row that a loop may reach any number of times: afterwards there is room again for one row of each site. */
export const roomInLoop =
  'if (c > last) { more(); rows = O; acts = ACT; times = TIMES; marks = MARKS; last = acts.length - sites; }';

/**
 * A function's text with what its rows need. Room for them is made once, before, and the arrays are constants: where every row might make
 * new ones, V8 takes several times as long to compile it, and the code looks at them again for each row.
 */
export function withRows(text: string): string {
  const sites = text.split(oneMore).length - 1;
  if (sites === 0) return text;
  const arrays = 'rows = O, acts = ACT, times = TIMES, marks = MARKS';
  const names = text.includes(roomInLoop)
    ? `const sites = ${sites}; let ${arrays}, last = acts.length - sites;`
    : `const ${arrays};`;
  return `while (count + ${sites} > ACT.length) more();
let c = count; ${names}
${text}
count = c;`;
}
