/** Exported specifications: read back, they are what they were. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../src/check-file.js';
import { type Exported, exportSpec } from '../../src/export/export.js';
import { loadModules, loadSpec } from '../../src/load.js';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';
import { root } from '../cli/running.js';
import { gallery, type Row, rowOf } from '../specs/gallery.js';

function exported(path: string, model?: string): Exported {
  const { value: spec } = loadSpec(path, model === undefined ? {} : { model });
  const { value: modules } = loadModules(path);
  if (spec === undefined || modules === undefined) throw new Error(`${path} cannot be read.`);
  const { extended, instanced } = modules;
  return exportSpec({ modules: extended, instanced, spec, ...(model === undefined ? {} : { model }) });
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tla-ts-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What checking an export gives, in the words of the gallery's table. */
async function resultOfExport(path: string, model: string | undefined): Promise<Row> {
  const { files = [] } = exported(path, model);
  return inFolder(async (folder) => {
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    const configured = files.find(({ name }) => name.endsWith('.cfg'))?.name ?? '';
    const outcome = await checkFile(join(folder, configured.replace(/cfg$/, 'tla')), { workers: 1 });
    const { verdict } = outcome;
    if (verdict === undefined) throw new Error(outcome.diagnostics.map(({ message }) => message).join('\n'));
    return rowOf(verdict, model);
  });
}

/** Of the largest ones the smallest model that the table has, of the others the default one. */
function chosen(rows: readonly Row[]): Row {
  const [smallest] = [...rows].sort((a, b) => a.generated - b.generated);
  const usual = rows.find(({ model }) => model === undefined);
  const row = usual !== undefined && usual.generated < 500_000 ? usual : smallest;
  if (row === undefined) throw new Error('There is no row.');
  return row;
}

/** The files that a spec becomes. */
function filesOf(text: string, model?: string): Promise<string> {
  return inFolder(async (folder) => {
    const path = join(folder, 'some-spec.spec');
    writeFileSync(path, text);
    const { files, diagnostics } = exported(path, model);
    if (files === undefined)
      return diagnostics
        .map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false)).replaceAll(`${folder}/`, ''))
        .join('\n');
    return files.map(({ name, text: content }) => `# ${name}\n${content}`).join('');
  });
}

describe('every spec of the gallery', () => {
  it.each(Object.entries(gallery))('%s gives the same verdict and counts as TLA+', async (file, rows) => {
    const row = chosen(rows);
    expect(await resultOfExport(join(root, 'specs', file), row.model)).toEqual(row);
  });
});

describe('an export', () => {
  it('orders definitions, keeps comments and columns, and puts the model into the configuration', async () => {
    const spec = String.raw`SPEC Light
\* A lamp.
CONSTANT Colour = {red, green}
CONSTANT Steps = 1..3     \* how far
Next2(x) == x + 1
VARIABLE lamp \in Colour, n \in Nat
\* It starts anywhere.
Init == lamp \in Start /\ n = 0
Start == Colour
Next == n \in Steps \cup {0} /\ n' = Next2(n) /\ lamp' \in Colour
FAIRNESS WF_vars(Next)
INVARIANT Low == /\ n <= 4
                 /\ n >= 0
PROPERTY Ends == <>(n = 4)
SYMMETRY Colour
CHECK_DEADLOCK FALSE
MODEL dark
  Colour = {black}
`;
    expect(await filesOf(spec, 'dark')).toMatchInlineSnapshot(`
      "# Light.tla
      ---- MODULE Light ----
      EXTENDS Integers, Sequences, FiniteSets, TLC

      \\* A lamp.
      CONSTANTS Colour

      CONSTANTS Steps

      VARIABLES lamp, n

      vars == <<lamp, n>>

      \\* how far
      Next2(x) == x + 1

      Start == Colour

      \\* It starts anywhere.
      Init == lamp \\in Start /\\ n = 0

      Next == n \\in Steps \\cup {0} /\\ n' = Next2(n) /\\ lamp' \\in Colour

                Low == /\\ n <= 4
                       /\\ n >= 0

      Ends == <>(n = 4)

      LightStateSpace ==
        /\\ lamp \\in Colour
        /\\ n \\in Nat

      StepsValue == 1..3

      FairSpec ==
        /\\ Init
        /\\ [][Next]_vars
        /\\ WF_vars(Next)

      ColourSymmetry == Permutations(Colour)
      ====
      # Light.cfg
      CONSTANTS
        Colour = {black}
        Steps <- StepsValue
      INVARIANT LightStateSpace
      SPECIFICATION FairSpec
      INVARIANT Low
      PROPERTY Ends
      SYMMETRY ColourSymmetry
      CHECK_DEADLOCK FALSE
      "
    `);
  });

  it('is refused where TLA+ has one name for two things', async () => {
    const spec = `VARIABLE x
Head == 1
Init == x = <<Head>>
Next == x' = Append(x, Len(x))`;
    expect(await filesOf(spec)).toMatchInlineSnapshot(`
      "error[export-clash]: \`Head\` is defined here and in the module Sequences, which is needed too: in TLA+ a name has one meaning.
        at some-spec.spec:1:1
        1 | VARIABLE x
          | ^^^^^^^^^^
        hint: Give \`Head\` another name."
    `);
  });
});
