/** A `.cfg` that cannot be read. */

import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { parseConfiguration } from '../../src/syntax/config.js';
import { Source } from '../../src/syntax/source.js';

const said = (text: string) =>
  parseConfiguration({ source: new Source('t.cfg', text), start: 0, end: text.length })
    .diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false)))
    .join('\n');

describe('a configuration', () => {
  it('is made of sections', () => {
    expect(said('SPECIFICATION Spec\nINVARIANTS A B\nCONSTANT N = 3')).toBe('');
    expect(said('SPECIFICATION Spec\nINVARIANT == A')).toMatchInlineSnapshot(`
      "error[configuration]: \`=\` was not expected here: a configuration is made of sections such as CONSTANT, SPECIFICATION, INVARIANT or PROPERTY.
        at t.cfg:2:11
        2 | INVARIANT == A
          |           ^
        hint: A constant is given a value by \`Name = value\`, or a definition of the module by \`Name <- Definition\`."
    `);
    expect(said('CONSTANT N =')).toMatchInlineSnapshot(`
      "error[configuration]: This configuration ends too early: a configuration is made of sections such as CONSTANT, SPECIFICATION, INVARIANT or PROPERTY.
        at t.cfg:1:13
        1 | CONSTANT N =
          |             ^
        hint: A constant is given a value by \`Name = value\`, or a definition of the module by \`Name <- Definition\`."
    `);
  });
});
