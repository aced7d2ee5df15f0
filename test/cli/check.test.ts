/** `tla-ts check`: exit status, output, and what is said about a wrong command line. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { progressText } from '../../src/commands/progress.js';
import { inFolder, type Ran, root, run, timeless } from './running.js';

const counter = String.raw`SPEC Counter
CONSTANT N = 3
VARIABLE x
Init == x = 0
Next == x < N /\ x' = x + 1
INVARIANT Small == x < 5
INVARIANT Tiny == x < 2
ASSUME Positive == N > 0
CHECK_DEADLOCK FALSE

MODEL more
  N = 4
`;

/** In a folder with counter.spec. */
const check = (...args: string[]): Ran =>
  inFolder({ 'counter.spec': counter }, (folder) => run(['check', ...args], folder));

/** What is said, to which stream, and the exit status. */
const said = ({ status, out, err }: Ran) => timeless(`${out}${err === '' ? '' : `[err] ${err}`}[${status}]`);

describe('the exit status', () => {
  const statusOf = (text: string, ...args: string[]) =>
    inFolder({ 't.spec': text }, (folder) => run(['check', 't.spec', '--quiet', ...args], folder).status);
  const rest = "Init == x = 0\nNext == x < 2 /\\ x' = x + 1";

  const live = "Init == x = 0\nNext == x' = 1 - x";

  it.each([
    [0, 'it holds', `VARIABLE x\n${rest}\nCHECK_DEADLOCK FALSE`],
    [3, 'it does not parse', 'VARIABLE ='],
    [3, 'it does not resolve', `VARIABLE y\n${rest}`],
    [4, 'it cannot be evaluated', "VARIABLE x\nInit == x = 0\nNext == x' = x[1]"],
    [10, 'an assumption is false', `VARIABLE x\n${rest}\nASSUME 1 > 2`],
    [11, 'there is a deadlock', `VARIABLE x\n${rest}`],
    [12, 'an invariant is violated', `VARIABLE x\n${rest}\nINVARIANT I == x < 1`],
    [12, 'a variable leaves its state space', `VARIABLE x \\in 0..1\n${rest}`],
    [13, 'a property of whole behaviours is violated', `VARIABLE x\n${live}\nPROPERTY P == <>(x = 2)`],
    [12, 'a property that a step can violate is', `VARIABLE x\n${live}\nPROPERTY P == [][x' = 0]_x`],
    [0, 'that was expected', `VARIABLE x\n${live}\nPROPERTY P == <>(x = 2)\nEXPECT VIOLATION P`],
    [0, 'a property holds', `VARIABLE x\n${live}\nFAIRNESS WF_x(Next)\nPROPERTY P == []<>(x = 1)`],
    [0, 'the violation was expected', `VARIABLE x\n${rest}\nINVARIANT I == x < 1\nEXPECT VIOLATION I`],
    [0, 'the deadlock was expected', `VARIABLE x\n${rest}\nEXPECT DEADLOCK`],
    [
      12,
      'the expected violation did not come',
      `VARIABLE x\nInit == x = 0\nNext == x' = x\nINVARIANT I == x < 1\nEXPECT VIOLATION I`,
    ],
  ])('is %i when %s', (status, _when, text) => {
    expect(statusOf(text)).toBe(status);
  });

  it('goes by the properties that are named', () => {
    const two = `VARIABLE x\n${live}\nFAIRNESS WF_x(Next)\nPROPERTY P == <>(x = 2)\nPROPERTY Q == <>(x = 1)`;
    expect(statusOf(two)).toBe(13);
    expect(statusOf(two, '--property', 'Q')).toBe(0);
    expect(statusOf(two, '--property', 'Q', '--property', 'P')).toBe(13);
  });

  it('is 14 at a limit', () => {
    expect(statusOf(`VARIABLE x\n${rest}`, '--max-depth', '2')).toBe(14);
    expect(statusOf(`VARIABLE x\n${rest}`, '--max-states', '2')).toBe(14);
  });
});

describe('what is printed', () => {
  it('for a spec that holds', () => {
    expect(said(check('counter.spec', '--invariant', 'Small'))).toMatchInlineSnapshot(`
      "Counter

      Holds. (4 generated, 4 distinct, depth 4, 0.0 s)
      [0]"
    `);
  });

  it('for a violation, in a model', () => {
    expect(said(check('counter.spec', '--model', 'more', '--constant', 'N=2'))).toMatchInlineSnapshot(`
      "Counter, model more

      Invariant Tiny is violated. (counter.spec:7:11)
        Tiny is FALSE
          x < 2 is FALSE
            x = 2

      A shortest behaviour that leads there (3 states):

      1: Initial state
          x = 0

      2: Next (counter.spec:5:1)
        > x = 1

      3: Next (counter.spec:5:1)
        > x = 2

      Does not hold: Tiny. (3 generated, 3 distinct, depth 3, 0.0 s)
      [12]"
    `);
  });

  it('for every violation, with --continue', () => {
    expect(
      said(check('counter.spec', '--continue', '-c', 'N=6')).match(/^Invariant.*|^Does.*/gm),
    ).toMatchInlineSnapshot(`
      [
        "Invariant Tiny is violated. (counter.spec:7:11)",
        "Invariant Small is violated. (counter.spec:6:11)",
        "Does not hold: Tiny, Small. (7 generated, 7 distinct, depth 7, 0.0 s)",
      ]
    `);
  });

  it('for a false assumption', () => {
    expect(said(check('counter.spec', '--constant', 'N=-1'))).toMatchInlineSnapshot(`
      "Counter

      The assumption Positive is false. (counter.spec:8:1)
        Positive is FALSE
          N > 0 is FALSE
            N = -1

      An assumption is false. (0 generated, 0 distinct, depth 0, 0.0 s)
      [10]"
    `);
  });

  it('at a limit', () => {
    expect(said(check('counter.spec', '--max-depth', '2'))).toMatchInlineSnapshot(`
      "Counter

      Not complete: the depth limit of 2 was reached. (2 generated, 2 distinct, depth 2, 0.0 s)
      [14]"
    `);
    expect(said(check('counter.spec', '--max-states', '2'))).toMatchInlineSnapshot(`
      "Counter

      Not complete: the limit of 2 states was reached. (2 generated, 2 distinct, depth 2, 0.0 s)
      [14]"
    `);
  });

  it('when the objects of an interpreted spec use up what Node allows', () => {
    const text = String.raw`VARIABLES n, s
Init == n = 0 /\ s = {}
Next == n' = n + 1 /\ s' = {<<n, i>> : i \in 1..300}`;
    const { status, out } = inFolder({ 't.spec': text }, (folder) =>
      run(['check', 't.spec'], folder, { NODE_OPTIONS: '--max-old-space-size=60' }),
    );
    expect(out).toMatch(
      /^Not complete: the \d+ MB that Node allows for objects were used up; --max-old-space-size in NODE_OPTIONS allows more\. \([1-9][\d,]* generated, /m,
    );
    expect(status).toBe(14);
  });

  it('with as many workers, and as much memory, as it may have', () => {
    expect(said(check('counter.spec', '-i', 'Small', '--workers', 'auto', '--memory-limit', '1.5 GB'))).toBe(
      said(check('counter.spec', '-i', 'Small')),
    );
  });

  it('while it works', () => {
    const progress = { depth: 7, generated: 1_234_567, distinct: 45_678, frontier: 9012, seconds: 31.4 };
    expect(progressText({ ...progress, rate: 39_317.6, memory: 123_456_789, workers: 2 })).toBe(
      'depth 7, 1,234,567 generated (39,318/s), 45,678 distinct, 9,012 to explore, 31 s, 123 MB, 2 workers',
    );
    expect(progressText({ ...progress, rate: 0, memory: 2_560_000_000, workers: 1 })).toBe(
      'depth 7, 1,234,567 generated (0/s), 45,678 distinct, 9,012 to explore, 31 s, 2.56 GB',
    );
    const liveness = { rate: 0, memory: 123_456_789, workers: 1, liveness: 23_456 };
    expect(progressText({ ...progress, ...liveness })).toBe(
      'checking liveness: 23,456 nodes of the product, 45,678 states, 31 s, 123 MB',
    );
  });

  it('with the coverage of the actions, and what was never evaluated', () => {
    const text = `VARIABLE x\nInit == x = 0\nUp == x < 2 /\\ x' = x + 1\nNever == x > 9 /\\ x' = 0\nNext == Up \\/ Never\nCHECK_DEADLOCK FALSE`;
    const ran = inFolder({ 't.spec': text }, (folder) => run(['check', 't.spec', '--coverage'], folder));
    expect(said(ran)).toMatchInlineSnapshot(`
      "t

      warning: Never is never enabled: what holds says nothing of such steps. --coverage shows what was never evaluated.

      warning: Nothing was checked: state an INVARIANT or a PROPERTY.

        action          taken     new states
        Up                  2              2
        Never               0              0  never enabled

        never evaluated:
          t.spec:4:19  x' = 0

      Holds. (3 generated, 3 distinct, depth 3, 0.0 s)
      [0]"
    `);
  });

  it('with the layout of states, and what has no better form than boxed values', () => {
    const text = String.raw`VARIABLES pc \in [{"p", "q"} -> {"idle", "busy"}], queue, seen, r
Init == pc = [x \in {"p", "q"} |-> "idle"] /\ queue = <<>> /\ seen = {} /\ r = [n |-> 0, ok |-> FALSE]
Go(x) ==
  /\ pc[x] = "idle" /\ Len(queue) < 2
  /\ pc' = [pc EXCEPT ![x] = "busy"] /\ queue' = Append(queue, x) /\ seen' = seen \cup {x} /\ r' = [r EXCEPT !.n = 1]
Next == \E x \in {"p", "q"} : Go(x)
CHECK_DEADLOCK FALSE
INVARIANT Printed == PrintT("x") => seen \subseteq {"p", "q"}`;
    const ran = inFolder({ 't.spec': text }, (folder) =>
      run(['check', 't.spec', '--explain-layout'], folder),
    );
    expect(said(ran)).toMatchInlineSnapshot(`
      "t

      "x"
      "x"
      "x"
      "x"
      "x"

      Holds. (5 generated, 5 distinct, depth 3, 0.0 s)

      Layout: 4 words of 32 bits a state
        pc     word 0: the number of a boxed value
        queue  word 1: the number of a boxed value
        seen   word 2: the number of a boxed value
        r      word 3: the number of a boxed value
      Boxed in Go: \`pc[x]\` (t.spec:4:6), \`Len(queue)\` (t.spec:4:24)
      Left to the interpreter: Printed. It prints, or asks for more than the state.
      [0]"
    `);
  });

  it('with one line for all that has one name, each place in it once', () => {
    const text = String.raw`VARIABLE q
Init == q = <<>>
Next == q' = IF Len(q) = 2 THEN <<>> ELSE Append(q, 1)
FAIRNESS WF_q(Next)
PROPERTY Grows == \A n \in 0..2 : []<>(Len(q) = n)
PROPERTY Starts == Len(q) = 0
`;
    const ran = inFolder({ 't.spec': text }, (folder) =>
      run(['check', 't.spec', '--explain-layout', '--engine', 'compiled'], folder),
    );
    expect(
      said(ran)
        .split('\n')
        .filter((line) => line.startsWith('Boxed in')),
    ).toMatchInlineSnapshot(`
      [
        "Boxed in Next: \`Len(q)\` (t.spec:3:17)",
        "Boxed in PROPERTY: \`Len(q)\` (t.spec:3:17), \`Len(q)\` (t.spec:5:40), \`Len(q)\` (t.spec:6:20), \`Append(q, 1)\` (t.spec:3:43)",
      ]
    `);
  });

  it('with a warning of a CHOOSE among values that SYMMETRY takes for alike', () => {
    const text = String.raw`CONSTANT P = {p, q}
VARIABLE x \in P \cup {"none"}
Init == x = "none"
First == CHOOSE y \in P : TRUE
Next == x' = First
CHECK_DEADLOCK FALSE
SYMMETRY P`;
    const ran = inFolder({ 't.spec': text }, (folder) => run(['check', 't.spec'], folder));
    expect(said(ran)).toMatchInlineSnapshot(`
      "t

      warning: Nothing was checked but the state spaces: state an INVARIANT or a PROPERTY.

      Holds. (3 generated, 2 distinct, depth 2, 0.0 s)
      [err] warning[symmetric-choice]: This \`CHOOSE\` picks from values that \`SYMMETRY\` takes for alike, such as \`p\`: states may be missed, unless just one value can be picked.
        at t.spec:4:10
        4 | First == CHOOSE y \\in P : TRUE
          |          ^^^^^^^^^^^^^^^^^^^^^
        hint: Check without \`SYMMETRY\` to be sure, or say \`\\E\` instead.

      [0]"
    `);
  });

  it('when evaluation fails: the expression, the calls that led there, the behaviour', () => {
    const text = `VARIABLES f, n\nInit == f = <<1, 2>> /\\ n = 1\nGet(i) == f[i]\nStep == n' = Get(n) + Get(n + 1) /\\ UNCHANGED f\nNext == Step`;
    expect(
      said(inFolder({ 't.spec': text }, (folder) => run(['check', 't.spec'], folder))),
    ).toMatchInlineSnapshot(`
      "t

      \`3\` is outside the function's domain, which is \`{1, 2}\`.
        at t.spec:3:11
        3 | Get(i) == f[i]
          |           ^^^^
        while evaluating, the innermost first:
          Get (t.spec:4:14)
            i = 3

      A shortest behaviour that leads there (2 states):

      1: Initial state
          f = <<1, 2>>
          n = 1

      2: Step (t.spec:4:1)
          f = <<1, 2>>
        > n = 3

      The spec could not be evaluated. (2 generated, 2 distinct, depth 2, 0.0 s)
      [4]"
    `);
  });

  it('when the spec expects something else', () => {
    const text = `VARIABLE x\nInit == x = 0\nNext == x' = x\nINVARIANT I == x = 0\nEXPECT VIOLATION I`;
    expect(
      said(inFolder({ 't.spec': text }, (folder) => run(['check', 't.spec'], folder))),
    ).toMatchInlineSnapshot(`
      "t

      Holds. (2 generated, 1 distinct, depth 1, 0.0 s)
      Not as expected: the spec asks for a violation of I, and the verdict is "holds".
      [12]"
    `);
  });

  it('is nothing with --quiet, errors aside', () => {
    expect(said(check('counter.spec', '--quiet'))).toBe('[12]');
    expect(said(check('counter.spec', '--quiet', '--model', 'most'))).toMatchInlineSnapshot(`
      "[err] error[unknown-model]: This spec has no model \`most\`. It has: more.

      1 error
      [3]"
    `);
  });

  it('shows what Print prints', () => {
    const text = `VARIABLE x\nInit == x = 0 /\\ PrintT(<<"x is", x>>)\nNext == x' = x`;
    expect(
      said(inFolder({ 't.spec': text }, (folder) => run(['check', 't.spec'], folder))),
    ).toMatchInlineSnapshot(`
      "t

      <<"x is", 0>>

      warning: Nothing was checked but deadlock: state an INVARIANT or a PROPERTY.

      Holds. (2 generated, 1 distinct, depth 1, 0.0 s)
      [0]"
    `);
  });
});

describe('colour', () => {
  const esc = String.fromCharCode(27);
  it('is only for terminals, unless it is asked for', () => {
    const coloured = (environment: Record<string, string>, ...args: string[]) =>
      inFolder({ 'counter.spec': counter }, (folder) =>
        run(['check', 'counter.spec', ...args], folder, environment).out.includes(esc),
      );
    expect(coloured({})).toBe(false);
    expect(coloured({ FORCE_COLOR: '1' })).toBe(true);
    expect(coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(coloured({ FORCE_COLOR: '1' }, '--no-color')).toBe(false);
  });
});

describe('--json', () => {
  it('writes the report and nothing else to standard output', () => {
    const { out, err, status } = check('counter.spec', '--json');
    expect(status).toBe(12);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ schema: 1, spec: 'Counter', verdict: 'violation', generated: 3 });
  });

  it('writes it to a file, beside the usual output', () => {
    inFolder({ 'counter.spec': counter }, (folder) => {
      const { out } = run(['check', 'counter.spec', '--json', 'report.json'], folder);
      expect(out).toContain('Invariant Tiny is violated.');
      expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({
        verdict: 'violation',
      });
      expect(readdirSync(folder).sort()).toEqual(['counter.spec', 'report.json']);
    });
  });

  it('says why a file cannot be written, and leaves nothing behind', () => {
    inFolder({ 'counter.spec': counter }, (folder) => {
      expect(
        said(run(['check', 'counter.spec', '-q', '--json', 'no/report.json'], folder)),
      ).toMatchInlineSnapshot(`
        "[err] error: \`no/report.json\` cannot be written: its folder does not exist.
        [1]"
      `);
      expect(said(run(['check', 'counter.spec', '-q', '--json', '.'], folder))).toMatchInlineSnapshot(`
        "[err] error: \`.\` cannot be written: it is a folder.
        [1]"
      `);
      expect(existsSync(join(folder, 'no'))).toBe(false);
      expect(readdirSync(folder)).toEqual(['counter.spec']);
    });
  });
});

describe('a wrong command line', () => {
  it.each([
    ['check'],
    ['check counter.spec --nonsense'],
    ['check counter.spec --constant N'],
    ['check counter.spec --max-states 0'],
    ['check counter.spec --max-depth 1.5'],
    ['check counter.spec --time-limit soon'],
    ['check counter.spec --workers 0'],
    ['check counter.spec --memory-limit 4k'],
    ['chek counter.spec'],
  ])('%s is refused', (line) => {
    const ran = inFolder({ 'counter.spec': counter }, (folder) => run(line.split(' '), folder));
    expect(said(ran)).toMatchSnapshot();
  });

  it('names what it does not find, and what is nearest', () => {
    expect(said(check('conter.spec'))).toMatchInlineSnapshot(`
      "[err] error[no-file]: There is no file \`conter.spec\`.
        hint: Did you mean \`counter.spec\`?

      1 error
      [3]"
    `);
    expect(said(check('counter.spec', '--model', 'mor'))).toMatchInlineSnapshot(`
      "[err] error[unknown-model]: This spec has no model \`mor\`. It has: more.
        hint: Did you mean \`more\`?

      1 error
      [3]"
    `);
    expect(said(check('counter.spec', '--invariant', 'Smal'))).toMatchInlineSnapshot(`
      "[err] error[unknown-invariant]: There is no invariant \`Smal\`.
        hint: Did you mean \`Small\`?

      1 error
      [3]"
    `);
    expect(said(check('counter.spec', '--property', 'Ends'))).toMatchInlineSnapshot(`
      "[err] error[unknown-property]: There is no property \`Ends\`.
        hint: Define it in the spec: \`PROPERTY Name == …\`.

      1 error
      [3]"
    `);
    expect(said(check('counter.spec', '--constant', 'M=1'))).toMatchInlineSnapshot(`
      "[err] error[unknown-constant]: \`M\` is no constant of this spec.
        at --constant M:1:1
        1 | 1
          | ^

      1 error
      [3]"
    `);
    expect(said(check('counter.spec', '--constant', 'N=1+'))).toMatchInlineSnapshot(`
      "[err] error[unexpected-end]: This ends too early after \`+\`: expected an expression.
        at --constant N:1:2
        1 | 1+
          |  ^

      1 error
      [3]"
    `);
  });
});

describe('help', () => {
  it('lists the commands', () => {
    const { out, status } = run(['--help']);
    expect(status).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "Usage: tla-ts [options] [command]

      Checks specifications of concurrent and distributed systems, written in the
      language of TLA+.

      Options:
        -V, --version                output the version number
        -h, --help                   display help for command

      Commands:
        check [options] <files...>   explore every reachable state of specs and say
                                     whether they hold, or why not
        parse [options] <file>       read a spec and report what is wrong with it,
                                     without exploring it
        fmt [options] <files...>     bring specs into one layout: comments stay, and
                                     so does the meaning
        export [options] <file>      write a spec as a TLA+ module with its
                                     configuration, for SANY and TLC
        simulate [options] <file>    walk through a spec at random, for state spaces
                                     that are too large to explore
        eval [options] <expression>  print the value of an expression
        repl [options] [file]        try expressions and walk through the states of a
                                     spec
        graph [options] <file>       draw the state graph of a spec, or its
                                     counterexample
        diff [options] <files...>    review a change to a spec: declarations,
                                     guarantees, and what has become possible or
                                     impossible
        init [options] [name]        write a first spec to specs/, to change and check
        trace [options] <log>        say whether a log of a real system is a behaviour
                                     of a spec
        help [command]               display help for command
      "
    `);
    expect(run([]).status).toBe(2);
  });

  it('of check names every option and exit status', () => {
    const { out, status } = run(['help', 'check']);
    expect(status).toBe(0);
    for (const part of [
      '--model',
      '--constant',
      '--invariant',
      '--json',
      '--quiet',
      '--no-color',
      'Exit status, of several specs the worst: 0 holds',
    ])
      expect(out).toContain(part);
  });

  it('knows the version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(run(['--version'])).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });
});
