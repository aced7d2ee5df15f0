/** States and steps as a drawing: DOT for Graphviz, Mermaid for documents. */

export interface Drawing {
  readonly name: string;
  readonly nodes: readonly { readonly label: string; readonly initial: boolean; readonly marked: boolean }[];
  /** Indices into `nodes`. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly label: string }[];
}

export function dotGraph({ name, nodes, edges }: Drawing): string {
  const lines = nodes.map(({ label, initial, marked }, index) => {
    const shape = [...(initial ? ['peripheries=2'] : []), ...(marked ? ['color=red'] : [])];
    return `  s${index} [${[`label=${quoted(label)}`, ...shape].join(', ')}];`;
  });
  const arrows = edges.map(({ from, to, label }) => `  s${from} -> s${to} [label=${quoted(label)}];`);
  return `digraph ${quoted(name)} {\n  node [shape=box, fontname="monospace"];\n${[...lines, ...arrows].join('\n')}\n}\n`;
}

/** Lines of a label end with `\l`: they stand at the left. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${escaped.includes('\n') ? `${escaped.replaceAll('\n', '\\l')}\\l` : escaped}"`;
}

export function mermaidGraph({ nodes, edges }: Drawing): string {
  const lines = nodes.map(({ label, initial, marked }, index) => {
    const [open, close] = initial ? ['([', '])'] : ['[', ']'];
    return `  s${index}${open}"${entities(label)}"${close}${marked ? ':::marked' : ''}`;
  });
  const arrows = edges.map(({ from, to, label }) => `  s${from} -->|"${entities(label)}"| s${to}`);
  return `flowchart TD\n  classDef marked stroke:#c00\n${[...lines, ...arrows].join('\n')}\n`;
}

function entities(text: string): string {
  return text.replace(/[#&<>"\\`]/g, (c) => `#${c.codePointAt(0)};`).replaceAll('\n', '<br>');
}
