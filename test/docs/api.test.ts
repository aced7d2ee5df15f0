/** The programs in docs/api.md are files that are compiled with the project, and print what the page says. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { root } from '../cli/running.js';

const page = readFileSync(join(root, 'docs/api.md'), 'utf8');
const examples = readdirSync(join(root, 'docs/examples'));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('docs/api.md', () => {
  it.each(examples)('shows %s, and what it prints', async (file) => {
    const code = readFileSync(join(root, 'docs/examples', file), 'utf8');
    const printed: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...parts: unknown[]) => void printed.push(parts.join(' ')));
    await import(join(root, 'docs/examples', file));
    expect(page).toContain(`\`\`\`ts\n${code}\`\`\``);
    expect(page).toContain(`\`\`\`\n${printed.join('\n')}\n\`\`\``);
  });
});
