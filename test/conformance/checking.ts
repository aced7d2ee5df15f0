/** TLA+ modules with configurations in a test: written to a folder, and checked as a user would. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckFileOptions, checkFile, type FileOutcome } from '../../src/check-file.js';
import { renderDiagnostic } from '../../src/report/diagnostics.js';
import { styleFor } from '../../src/report/style.js';

/** @param files by name; the first one is checked */
export async function outcomeOf(
  files: Readonly<Record<string, string>>,
  options: CheckFileOptions = {},
): Promise<FileOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'tla-ts-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await checkFile(join(folder, Object.keys(files)[0] ?? ''), options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The verdict with its counts; what is wrong with the text, or with an evaluation, in words instead. */
export async function verdictOf(files: Readonly<Record<string, string>>, options: CheckFileOptions = {}) {
  const { verdict, diagnostics } = await outcomeOf(files, options);
  if (verdict === undefined)
    return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, styleFor(false))).join('\n\n');
  const { kind, generated, distinct, depth, violations } = verdict;
  if (kind === 'error') return violations.map((violation) => violation.message).join('\n');
  return { kind, generated, distinct, depth };
}

/** A module of this name with this body. */
export function module(name: string, body: string): string {
  return `---- MODULE ${name} ----\n${body}\n====\n`;
}
