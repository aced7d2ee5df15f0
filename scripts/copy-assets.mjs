// tsc emits code only: the grammars and the standard modules are read at run time, so they travel beside it.
import { cpSync, readdirSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const assets = ['.ohm', '.tla', '.json'];

for (const folder of ['src', 'checker']) {
  for (const path of readdirSync(new URL(folder, root), { recursive: true })) {
    if (assets.some((suffix) => path.endsWith(suffix))) {
      cpSync(new URL(`${folder}/${path}`, root), new URL(`dist/${folder}/${path}`, root));
    }
  }
}
