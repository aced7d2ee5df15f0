/** The version of the tool, as its package says it. */

import { readFileSync } from 'node:fs';

export function toolVersion(): string {
  // The sources lie one folder higher than what is built of them.
  const up = import.meta.url.endsWith('.ts') ? '../' : '../../';
  const text = readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
