/** What goes wrong in the modules beyond the standard ones: the whole message, and where. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/interpret/model.js';
import { loadSpec } from '../../src/load.js';
import { inFolder } from '../cli/running.js';
import { faultIn, faultOf } from './evaluating.js';

describe('a library operator', () => {
  it('of bits needs numbers that have some', () => {
    expect(faultOf('(-1) & 2', 'EXTENDS Bitwise')).toMatchInlineSnapshot(`
      "negative: \`&\` needs numbers of zero or more, and got -1.
        at t.spec:2:10
        2 | Value == (-1) & 2
          |          ^^^^^^^^"
    `);
  });

  it('of files reads only what it may, and writes nothing', () => {
    expect(faultOf('JsonDeserialize("secret.json")', 'EXTENDS Json')).toMatchInlineSnapshot(`
      "refused: The specification asks for the file \`secret.json\`, and may read none. To let it, name its folder: \`--allow-read DIR\`.
        at t.spec:2:10
        2 | Value == JsonDeserialize("secret.json")
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
    expect(faultOf('JsonSerialize("out.json", {})', 'EXTENDS Json')).toMatchInlineSnapshot(`
      "refused: \`JsonSerialize\` would write a file, and a specification never may.
        at t.spec:2:10
        2 | Value == JsonSerialize("out.json", {})
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('of chance needs members to draw', () => {
    expect(faultOf('RandomSubset(3, {1, 2})', 'EXTENDS Randomization')).toMatchInlineSnapshot(`
      "too-few: \`RandomSubset\` needs 3 members of a set, and this one has 2.
        at t.spec:2:10
        2 | Value == RandomSubset(3, {1, 2})
          |          ^^^^^^^^^^^^^^^^^^^^^^^"
    `);
    expect(faultOf('RandomElement({})')).toMatchInlineSnapshot(`
      "too-few: \`RandomElement\` needs 1 member of a set, and this one has 0.
        at t.spec:1:10
        1 | Value == RandomElement({})
          |          ^^^^^^^^^^^^^^^^^"
    `);
  });

  it('of pictures needs elements of one', () => {
    expect(faultOf('SVGElemToString(1)', 'EXTENDS SVG')).toMatchInlineSnapshot(`
      "not-svg: \`1\` is no element of an SVG picture.
        at t.spec:2:10
        2 | Value == SVGElemToString(1)
          |          ^^^^^^^^^^^^^^^^^^"
    `);
  });

  it('of JSON needs JSON in the file, and a string to name it', () => {
    expect(faultOf('JsonDeserialize(1)', 'EXTENDS Json')).toMatchInlineSnapshot(`
      "not-a-string: \`JsonDeserialize\` needs a string, and \`1\` is an integer.
        at t.spec:2:10
        2 | Value == JsonDeserialize(1)
          |          ^^^^^^^^^^^^^^^^^^"
    `);
    inFolder({ 'data.json': '{"a": 1,}' }, (folder) => {
      const text = `EXTENDS Json\nValue == JsonDeserialize("${join(folder, 'data.json')}")`;
      writeFileSync(join(folder, 't.spec'), text);
      const spec = loadSpec(join(folder, 't.spec'), { allowRead: [folder] }).value;
      const body = spec?.definitions.get('Value')?.body;
      if (spec === undefined || body === undefined) throw new Error('It does not resolve.');
      const [said] = faultIn(text, () => interpret(spec).evaluate(body))
        .replaceAll(folder, 'folder')
        .split('\n');
      expect(said).toMatch(/^not-json: `folder\/data.json` cannot be read as JSON: .*position 8.*\.$/);
    });
  });

  it('of registers reads what has been set', () => {
    expect(faultOf('TLCGet(7)')).toMatchInlineSnapshot(`
      "no-register: \`TLCGet(7)\`: nothing has been set under this key.
        at t.spec:1:10
        1 | Value == TLCGet(7)
          |          ^^^^^^^^^"
    `);
    expect(faultOf('TLCGet("spec")')).toMatchInlineSnapshot(`
      "no-register: \`TLCGet("spec")\`: nothing has been set under this key, and TLCGet itself knows "level", "diameter", "generated", "distinct", "queue", "duration", "stats", "config", "revision", "all", "all:named".
        at t.spec:1:10
        1 | Value == TLCGet("spec")
          |          ^^^^^^^^^^^^^^"
    `);
  });
});
