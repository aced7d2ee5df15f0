/** The configuration that a `.tla` file holds itself: a line `---- CONFIG Name ----`, and what follows up to `====`. */

import type { Source, Span } from './source.js';

// Whole lines from the first column, and nothing of comments: so TLC reads them.
const heading = /^-{4,}[ \t]*CONFIG[ \t]+([\p{L}\p{N}_]+)[ \t]*-{4,}[ \t]*\r?$/gmu;
const footing = /^====/gm;

/** The text between heading and foot of the first such section for this module; undefined where there is none. */
export function configurationSection(source: Source, module: string): Span | undefined {
  const found = [...source.text.matchAll(heading)].find(([, name]) => name === module);
  if (found === undefined) return undefined;
  const start = found.index + found[0].length;
  footing.lastIndex = start;
  return { source, start, end: footing.exec(source.text)?.index ?? source.text.length };
}
