/** Results cross threads and are what they were. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeResult, encodeResult } from '../../src/batch/portable.js';
import { failed } from '../../src/batch/run.js';
import { Source } from '../../src/syntax/source.js';
import { ModelValue, sameValue } from '../../src/values/value.js';
import { values } from '../values/arbitrary.js';

const crossed = <T extends Parameters<typeof encodeResult>[0]>(result: T) =>
  decodeResult(structuredClone(encodeResult(result)));

const withValue = (value: unknown) => ({
  ...failed({ file: 'a.spec' }, 'none'),
  verdict: { violations: [{ trace: { variables: ['x'], states: [{ values: [value] }] } }] },
});

describe('a result', () => {
  it('keeps its values', () => {
    fc.assert(
      fc.property(values, (value) => {
        const result = crossed(withValue(value) as never);
        const back = result.verdict?.violations[0]?.trace.states[0]?.values[0];
        expect(back !== undefined && sameValue(back, value)).toBe(true);
      }),
    );
    const model = crossed(withValue(ModelValue.of('m')) as never);
    expect(model.verdict?.violations[0]?.trace.states[0]?.values[0]).toBe(ModelValue.of('m'));
  });

  it('keeps its sources, each once', () => {
    const source = new Source('a.spec', 'VARIABLE x\n');
    const span = { source, start: 9, end: 10 };
    const result = crossed({
      ...failed({ file: 'a.spec' }, 'none'),
      diagnostics: [{ code: 'c', severity: 'error', message: 'm', span }],
      sources: new Map([['a.spec', source]]),
    });
    const back = result.diagnostics[0]?.span?.source;
    expect(back).toBe(result.sources.get('a.spec'));
    expect(back?.position(9)).toEqual({ line: 1, column: 10 });
  });
});
