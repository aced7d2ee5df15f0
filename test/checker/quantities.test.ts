import { describe, expect, it } from 'vitest';
import { bytesText, count } from '../../checker/quantities.js';

describe('numbers as people read them', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [123_558_402, '123,558,402'],
  ])('%d is counted as %s', (number, text) => {
    expect(count(number)).toBe(text);
  });

  it.each([
    [999, '999 bytes'],
    [1500, '1.5 kB'],
    [23_456_789, '23.5 MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});
