import { describe, expect, it } from 'vitest';
import { grownBits, leastBits, roomIn } from '../../checker/table.js';

describe('a table that is full', () => {
  it('has a quarter of its slots free', () => {
    expect(roomIn(leastBits)).toBe(3072);
  });

  it('grows fourfold while it is small, whatever comes', () => {
    expect(grownBits(leastBits, false)).toBe(leastBits + 2);
    expect(grownBits(19, true)).toBe(21);
  });

  it('grows fourfold later only where more than twice as many states are to come', () => {
    expect(grownBits(20, true)).toBe(22);
    expect(grownBits(20, false)).toBe(21);
    expect(grownBits(25, true)).toBe(27);
  });
});
