/** What coverage tells of actions that no step takes, and of searches without a state. */

import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/check-file.js';
import { Source } from '../../src/syntax/source.js';

describe.each(['compiled', 'interpreter'] as const)('warnings of the %s engine', (engine) => {
  const told = async (text: string, file = 't.spec') => {
    const { verdict } = await checkFile(new Source(file, text), { engine });
    return [verdict?.kind, ...(verdict?.warnings ?? [])];
  };
  const counter = String.raw`VARIABLE x \in 0..2
Init == x = 0
Up == x < 2 /\ x' = x + 1
Down == x = 2 /\ x' = 0
`;

  it('name the actions that are never enabled', async () => {
    const never = (name: string) => `${name} == x > 2 /\\ x' = 0\n`;
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const safe = 'INVARIANT Safe == x < 3\n';
    expect(await told(`${counter}${never('A')}Next == Up \\/ Down \\/ A\n${safe}`)).toEqual([
      'holds',
      'A is never enabled: what holds says nothing of such steps. --coverage shows what was never evaluated.',
    ]);
    expect(
      await told(
        `${counter}${names.map(never).join('')}Next == Up \\/ Down \\/ ${names.join(' \\/ ')}\n${safe}`,
      ),
    ).toEqual([
      'holds',
      'A, B, C, D, E and 2 more are never enabled: what holds says nothing of such steps. --coverage shows what was never evaluated.',
    ]);
  });

  it('say that there is no initial state, whatever is asked', async () => {
    expect(
      await told(
        String.raw`VARIABLE x \in 0..2
Init == x \in {y \in 0..2 : y > 2}
Next == x' = x
FAIRNESS WF_x(Next)
PROPERTY Ends == <>(x = 2)`,
      ),
    ).toEqual(['holds', 'No state is an initial one: whatever is asked holds of no behaviour at all.']);
  });

  it('leave out actions that an ACTION_CONSTRAINT forbids', async () => {
    expect(
      await told(
        `${counter}Stay == x' = x\nNext == Up \\/ Down \\/ Stay\nACTION_CONSTRAINT Moves == x' # x\nINVARIANT Safe == x < 3`,
      ),
    ).toEqual(['holds']);
  });

  it('say nothing of them when something is violated', async () => {
    expect(
      await told(`${counter}A == x > 2 /\\ x' = 0\nNext == Up \\/ Down \\/ A\nINVARIANT Safe == x < 1`),
    ).toEqual(['violation']);
  });

  it('say when nothing is asked', async () => {
    expect(await told(`${counter}Next == Up \\/ Down`)).toEqual([
      'holds',
      'Nothing was checked but the state spaces and deadlock: state an INVARIANT or a PROPERTY.',
    ]);
    expect(await told("VARIABLE x\nInit == x = 0\nNext == x' = 0\nCHECK_DEADLOCK FALSE")).toEqual([
      'holds',
      'Nothing was checked: state an INVARIANT or a PROPERTY.',
    ]);
    expect(await told(`${counter}Next == Up \\/ Down\nPROPERTY Ends == []<>(x < 3)`)).toEqual(['holds']);
  });
});
