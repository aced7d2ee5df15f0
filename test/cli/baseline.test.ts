/** `tla-ts check --baseline`. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, run } from './running.js';

const spec = (bound: number) =>
  `VARIABLE x\nInit == x = 0\nUp == x < ${bound} /\\ x' = x + 1\nBack == x = 3 /\\ x' = 0\nNext == Up \\/ Back\nCHECK_DEADLOCK FALSE\n`;

it('records once, and later fails where a state space collapsed', () => {
  inFolder({ 'a.spec': spec(5) }, (folder) => {
    const check = (bound: number, ...args: string[]) => {
      writeFileSync(join(folder, 'a.spec'), spec(bound));
      const { err, status } = run(['check', 'a.spec', '--baseline', 'b.json', ...args], folder);
      return `${err}[${status}]`;
    };
    expect(check(5)).toBe('note: Recorded in b.json: 1 state space.\n[0]');
    expect(JSON.parse(readFileSync(join(folder, 'b.json'), 'utf8'))).toEqual({
      schema: 1,
      specs: { 'a.spec': { generated: 7, distinct: 6, depth: 6, actions: { Up: 5, Back: 1 } } },
    });
    expect(check(5)).toBe('[0]');
    expect(check(2)).toBe(
      'error: Collapsed: a.spec has 3 distinct states, and had 6.\nerror: Collapsed: a.spec: the action Back is never taken, and was 1 times.\nnote: Where that is meant, --update-baseline records it.\n[12]',
    );
    expect(check(6)).toBe(
      'note: a.spec has 7 distinct states, and had 6; --update-baseline records that.\n[0]',
    );
    expect(check(2, '--update-baseline', '-q')).toBe('[0]');
    expect(check(2)).toBe('[0]');
    writeFileSync(join(folder, 'b.json'), '{');
    expect(check(2)).toBe('error: `b.json` is no baseline: remove it, and it is recorded anew.\n[1]');
  });
});
