import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, type Ran, root, run } from './running.js';

const spec = join(root, 'specs/peterson.spec');
const want = '{"action": "Want", "args": [0], "vars": {"pc": {"0": "wanting"}}}\n';

function traced(files: Readonly<Record<string, string>>, ...more: string[]): Ran {
  return inFolder(files, (folder) => run(['trace', 'log.jsonl', '--spec', spec, ...more], folder));
}

describe('tla-ts trace', () => {
  it('says that a log is a behaviour', () => {
    expect(traced({ 'log.jsonl': `${want}{"action": "Yield"}\n` })).toEqual({
      status: 0,
      out: 'The log is a behaviour of the spec. (2 lines, one state at a time)\n',
      err: '',
    });
  });

  it('shows the line that is none, why, and where the system is', () => {
    const { status, out } = traced({ 'log.jsonl': `${want}{"action": "Enter", "args": [0]}\n` });
    expect(status).toBe(12);
    expect(out.replaceAll(root, '')).toBe(`Line 2 is no step of the spec.
  Enter(0)
  what stops Enter:
    Enter (p = 0, from = "waiting", to = "critical"): pc[p] = from is FALSE (specs/peterson.spec:23:20)
      pc[p] = "wanting"

1 line before it can be matched. There the system is in this state:

    pc = (0 :> "wanting" @@ 1 :> "idle")
    wants = (0 :> TRUE @@ 1 :> FALSE)
    turn = 0
`);
  });

  it('takes the words of the log from a map', () => {
    const map =
      '{"actions": {"lock": "Want"}, "variables": {"state": "pc"}, "values": {"W": "wanting"}, "ignore": ["t"]}';
    const log = '{"action": "lock", "vars": {"state": {"1": "W"}}, "t": 12}\n';
    expect(traced({ 'log.jsonl': log, 'map.json': map }, '--map', 'map.json').status).toBe(0);
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[], number, string]>([
    ['a log that is not there', {}, [], 3, 'error: `log.jsonl` is not there, or is no file.\n'],
    [
      'a map that is not there',
      { 'log.jsonl': want },
      ['--map', 'map.json'],
      3,
      'error: `map.json` is not there, or is no file.\n',
    ],
    [
      'a map that says nothing',
      { 'log.jsonl': want, 'map.json': '[]' },
      ['--map', 'map.json'],
      3,
      'error: map.json: the map is not a JSON object.\n',
    ],
    [
      'a malformed line',
      { 'log.jsonl': `${want}[1]\n` },
      [],
      3,
      'error: log.jsonl: line 2 is not a JSON object.\n',
    ],
    [
      'a log that says too little',
      { 'log.jsonl': '{}\n{}\n{}\n' },
      ['--max-states', '2'],
      14,
      'error: log.jsonl: at line 2 the system may be in more than 2 states: the log says too little to follow it.\n',
    ],
    [
      'a model that is not there',
      { 'log.jsonl': want },
      ['--model', 'none'],
      3,
      'error[unknown-model]: This spec has no model `none`. It has only the default one.\n\n1 error\n',
    ],
  ])('refuses %s', (_, files, more, status, err) => {
    expect(traced(files, ...more)).toEqual({ status, out: '', err });
  });

  it('says where the spec could not be evaluated', () => {
    const text = "SPEC Half\nVARIABLE x\nInit == x = 1\nNext == x > 0 /\\ x' = <<>>[x]\n";
    const { status, err } = inFolder({ 'half.spec': text, 'log.jsonl': '{}\n' }, (folder) =>
      run(['trace', 'log.jsonl', '--spec', 'half.spec'], folder),
    );
    expect(status).toBe(4);
    expect(err).toMatch(/^error: .+ \(half\.spec:4:\d+\)\n$/);
  });
});
