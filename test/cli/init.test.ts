/** `tla-ts init`: specs that check, and nothing written over. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { templates } from '../../src/commands/init.js';
import { inFolder, run } from './running.js';

it('writes each template as a spec that holds in every model, and is what every action is taken in', () => {
  inFolder({}, (folder) => {
    for (const template of templates) run(['init', `my-${template}`, '--template', template], folder);
    expect(readdirSync(join(folder, 'specs'))).toEqual(templates.map((name) => `my-${name}.spec`));
    const { out, status } = run(['check', 'specs', '--all-models'], folder);
    expect(status).toBe(0);
    expect(out).toContain('All 8 are as expected.');
    const texts = templates.map((name) => readFileSync(join(folder, 'specs', `my-${name}.spec`), 'utf8'));
    expect(texts[0]).toMatch(/^SPEC MyMessagePassing$/m);
    for (const text of texts) for (const step of [1, 2, 3, 4, 5, 6]) expect(text).toContain(`\\* ${step}. `);
  });
});

it('adds a script and a workflow, once', () => {
  inFolder({ 'package.json': '{\n    "name": "x",\n    "scripts": { "test": "y" }\n}\n' }, (folder) => {
    expect(run(['init', 'OrderLock', '--script', '--ci'], folder).out).toMatchInlineSnapshot(`
      "Written: specs/order-lock.spec
      Added to package.json: \`npm run specs\`
      Written: .github/workflows/specs.yml

      Next:
        npx tla-ts check specs/order-lock.spec
      "
    `);
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toEqual({
      name: 'x',
      scripts: { test: 'y', specs: 'tla-ts check specs' },
    });
    expect(readFileSync(join(folder, '.github/workflows/specs.yml'), 'utf8')).toContain(
      'npx tla-ts check specs',
    );
    expect(run(['init', 'order-lock'], folder).err).toBe(
      'error: `specs/order-lock.spec` is there already, and is not written over.\n',
    );
    const { out, err } = run(['init', 'other', '--script', '--ci'], folder);
    expect(out).toBe('');
    expect(err).toBe('error: `.github/workflows/specs.yml` is there already, and is not written over.\n');
  });
});

it('says what it cannot do', () => {
  inFolder({ specs: 'a file', 'package.json': '{' }, (folder) => {
    expect(run(['init', '1st'], folder)).toMatchObject({
      status: 2,
      err: 'error: `1st` gives no name for a spec: it must begin with a letter.\n',
    });
    expect(run(['init', 'a'], folder).err).toMatch(/^error: It cannot be written: .*specs/);
    expect(run(['init', 'a', '--template', 'none'], folder).err).toContain(
      'Allowed choices are message-passing',
    );
  });
  inFolder({}, (folder) => {
    expect(run(['init', 'a', '--script'], folder).err).toBe(
      'error: There is no package.json here: `npm init` makes one.\n',
    );
  });
});
