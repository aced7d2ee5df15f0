/** `tla-ts diff`: what a change to a spec does. */

import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, run } from './running.js';

const old = String.raw`SPEC Lock
CONSTANT P = {p, q}
VARIABLES at, taken
Init == at = [r \in P |-> "out"] /\ taken = FALSE
Enter(r) == at[r] = "out" /\ taken = FALSE /\ at' = [at EXCEPT ![r] = "in"] /\ taken' = TRUE
Leave(r) == at[r] = "in" /\ at' = [at EXCEPT ![r] = "out"] /\ taken' = FALSE
Next == \E r \in P : Enter(r) \/ Leave(r)
INVARIANT Exclusive == \A r, s \in P : at[r] = "in" /\ at[s] = "in" => r = s
INVARIANT Other == taken \in BOOLEAN
`;

function commitAll(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e', ...args], { cwd: folder, stdio: 'pipe' });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'x');
}

const compare = (next: string, ...args: string[]) =>
  inFolder({ 'old.spec': old, 'new.spec': next }, (folder) =>
    run(['diff', 'old.spec', 'new.spec', ...args], folder),
  );

describe('a review', () => {
  it('of a change of layout finds nothing', () => {
    const { out, status } = compare(
      old.replace('taken = FALSE\n', 'taken\n   = FALSE  \\* not yet\n'),
      '--fail-on',
      'weakened,dropped,new-behaviours,lost-behaviours,dead-actions',
    );
    expect(out).toMatchInlineSnapshot(`
      "Declarations
        nothing changed

      Guarantees
        none was weakened or dropped

      Behaviours
        states: 3 before, 3 now
      "
    `);
    expect(status).toBe(0);
  });

  it('of a guard that was taken away shows the behaviour that is new, and the guarantee that is weaker', () => {
    const next = old
      .replace(' /\\ taken = FALSE /\\ at', ' /\\ at')
      .replace(/INVARIANT Exclusive.*/, 'INVARIANT Exclusive == TRUE');
    const { out, status } = compare(next, '--fail-on', 'weakened');
    expect(out).toMatchInlineSnapshot(`
      "Declarations
        edited: action Enter
          - /\\ taken = FALSE
        edited: invariant Exclusive
          - \\A r, s \\in P : at[r] = "in" /\\ at[s] = "in" => r = s
          + TRUE

      Guarantees
        weakened: what Exclusive said before is no longer true, as here:

          1: Initial state
              at = (p :> "out" @@ q :> "out")
              taken = FALSE

          2: Enter(q) (new.spec:5:1)
            > at = (p :> "out" @@ q :> "in")
            > taken = TRUE

          3: Enter(p) (new.spec:5:1)
            > at = (p :> "in" @@ q :> "in")
              taken = TRUE

      Behaviours
        states: 3 before, 6 now
        3 states that were not possible before; a shortest behaviour to one: the behaviour above, of Exclusive
      "
    `);
    expect(status).toBe(12);
  });

  it('of a guard that is too strong shows what is lost, and the action that is dead', () => {
    const next = old
      .replace('at[r] = "in" /\\ at\'', 'at[r] = "In" /\\ at\'')
      .replace(/INVARIANT Other.*\n/, '');
    const { out, status } = compare(next, '--format', 'markdown', '--fail-on', 'dead-actions');
    expect(out).toMatchInlineSnapshot(`
      "### Declarations
      - edited: action \`Leave\`

      \`\`\`diff
      - /\\ at[r] = "in"
      + /\\ at[r] = "In"
      \`\`\`
      - removed: invariant \`Other\`

      ### Guarantees
      - dropped: invariant \`Other\`
      - weakened: it can deadlock now, as here:

      \`\`\`
      1: Initial state
          at = (p :> "out" @@ q :> "out")
          taken = FALSE

      2: Enter(p) (new.spec:5:1)
        > at = (p :> "in" @@ q :> "out")
        > taken = TRUE
      \`\`\`

      ### Behaviours
      - states: 3 before, 3 now
      - 2 steps between known states that are no longer possible; a shortest behaviour to one:

      \`\`\`
      1: Initial state
          at = (p :> "out" @@ q :> "out")
          taken = FALSE

      2: Enter(p) (old.spec:5:1)
        > at = (p :> "in" @@ q :> "out")
        > taken = TRUE

      3: Leave(p) (old.spec:6:1)
        > at = (p :> "out" @@ q :> "out")
        > taken = FALSE
      \`\`\`
      - never taken: \`Leave\`
      "
    `);
    expect(status).toBe(12);
    expect(JSON.parse(compare(next, '--format', 'json').out)).toMatchObject({
      schema: 1,
      concerns: ['weakened', 'dropped', 'lost-behaviours', 'dead-actions'],
      behaviours: {
        states: { old: 3, new: 3 },
        deadActions: ['Leave'],
        newStates: { count: 0, trace: null },
      },
    });
    expect(compare(next, '--fail-on', 'new-behaviours').status).toBe(0);
  });
});

describe('what is not changed', () => {
  it('is what says the same in another order and with other brackets', () => {
    const next = old
      .replace('at[r] = "out" /\\ taken = FALSE', '(taken = FALSE /\\ at[r] = "out")')
      .replace(
        /INVARIANT Exclusive.*/,
        'INVARIANT Exclusive == \\A r \\in P : \\A s \\in P : at[s] = "in" /\\ at[r] = "in" => r = s',
      );
    expect(compare(next).out).toContain('Declarations\n  nothing changed\n');
  });
});

describe('a property', () => {
  const live = `${old}FAIRNESS \\A r \\in P : WF_<<at, taken>>(Leave(r)) /\\ WF_<<at, taken>>(Enter(r))
PROPERTY Free == []<>(taken = FALSE)
`;
  const compareLive = (next: string, ...args: string[]) =>
    inFolder({ 'old.spec': live, 'new.spec': next }, (folder) =>
      run(['diff', 'old.spec', 'new.spec', ...args], folder),
    );

  it('is weaker where the new version does not keep what the old one said', () => {
    const next = live.replace(' : WF_<<at, taken>>(Leave(r)) /\\', ' :').replace('[]<>(taken', '<>(taken');
    const { out, status } = compareLive(next, '--fail-on', 'weakened');
    expect(out).toMatchInlineSnapshot(`
      "Declarations
        edited: property Free
          - []<>(taken = FALSE)
          + <>(taken = FALSE)
        removed: fairness \\A r \\in P : WF_<<at, taken>>(Leave(r)) /\\ WF_<<at, taken>>(Enter(r))
        added: fairness \\A r \\in P : WF_<<at, taken>>(Enter(r))

      Guarantees
        dropped: fairness \\A r \\in P : WF_<<at, taken>>(Leave(r)) /\\ WF_<<at, taken>>(Enter(r))
        weakened: what Free said before is no longer true, as here:

          1: Initial state
              at = (p :> "out" @@ q :> "out")
              taken = FALSE

          2: Enter(p) (new.spec:5:1)
            > at = (p :> "in" @@ q :> "out")
            > taken = TRUE

          3: stutters for ever

      Behaviours
        states: 3 before, 3 now
      "
    `);
    expect(status).toBe(12);
  });

  it('is not where it has become stronger, or fairness is written in another order', () => {
    const next = live
      .replace(
        'WF_<<at, taken>>(Leave(r)) /\\ WF_<<at, taken>>(Enter(r))',
        'WF_<<at, taken>>(Enter(r)) /\\ WF_<<at, taken>>(Leave(r))',
      )
      .replace('[]<>(taken = FALSE)', '[]<>(taken = FALSE) /\\ [](taken \\in BOOLEAN)');
    const { out, status } = compareLive(next, '--fail-on', 'weakened,dropped');
    expect(out).toContain('Declarations\n  edited: property Free\n');
    expect(out).toContain('none was weakened or dropped');
    expect(status).toBe(0);
  });
});

describe('a guarantee', () => {
  const guarantees = (next: string, before = old) =>
    inFolder({ 'old.spec': before, 'new.spec': next }, (folder) => {
      const { out, status } = run(['diff', 'old.spec', 'new.spec', '--fail-on', 'weakened,dropped'], folder);
      return { status, text: out.slice(out.indexOf('Guarantees'), out.indexOf('Behaviours')).trim() };
    });
  const defined = old.replace(
    'INVARIANT Exclusive',
    'Users == {r \\in P : at[r] = "in"}\nINVARIANT Few == Cardinality(Users) <= 1\nINVARIANT Exclusive',
  );

  it('is asked as the old version defines it: a definition that says less hides nothing', () => {
    const next = defined
      .replace(' /\\ taken = FALSE /\\ at', ' /\\ at')
      .replace('Users == {r \\in P : at[r] = "in"}', 'Users == {}')
      .replace('VARIABLES at, taken', 'VARIABLES taken, at');
    const { text, status } = guarantees(next, defined);
    expect(text).toContain('weakened: what Few said before is no longer true, as here:');
    expect(text).toContain(
      'weakened: what Exclusive said before is no longer true, as in the behaviour above, of Few',
    );
    expect(status).toBe(12);
  });

  it('that a definition made weaker is told with a state that it would now allow', () => {
    expect(guarantees(defined.replace('at[r] = "in"}', 'at[r] = "In"}'), defined)).toMatchInlineSnapshot(`
      {
        "status": 12,
        "text": "Guarantees
        weakened: Few now allows what it refused before, as in this state, which was not reached:

              at = (p :> "in" @@ q :> "in")
              taken = TRUE",
      }
    `);
  });

  it('that has lost a conjunct is told with the conjunct', () => {
    const before = old
      .replace('taken \\in BOOLEAN', '/\\ taken \\in BOOLEAN\n  /\\ at \\in [P -> {"in", "out"}]')
      .concat('PROPERTY Back ==\n  /\\ [][at["p"] = 1]_at\n  /\\ [](taken \\in BOOLEAN)\n')
      .replace('at["p"] = 1', "at # at'");
    const next = before
      .replace('\n  /\\ at \\in [P -> {"in", "out"}]', '')
      .replace("  /\\ [][at # at']_at\n", '');
    expect(guarantees(next, before)).toMatchInlineSnapshot(`
      {
        "status": 12,
        "text": "Guarantees
        weakened: Other no longer says at \\in [P -> {"in", "out"}]
        weakened: Back no longer says [][at # at']_at",
      }
    `);
  });

  it('of having no deadlock is one too, and a deadlock ends no comparison', () => {
    const next = old.replace('at[r] = "in" /\\ at\'', 'at[r] = "In" /\\ at\'');
    expect(guarantees(next).text).toContain('weakened: it can deadlock now, as here:');
    expect(guarantees(`${old}CHECK_DEADLOCK FALSE\n`).text).toBe('Guarantees\n  dropped: check for deadlock');
    // The old version deadlocks at once; what the new one can do besides is seen all the same.
    const { text: both, status } = guarantees(old.replace(' /\\ taken = FALSE /\\ at', ' /\\ at'), next);
    expect(both).toContain('weakened: what Exclusive said before is no longer true');
    expect(status).toBe(12);
  });

  it('that the old version did not keep is told', () => {
    const next = old
      .replace(' /\\ taken = FALSE /\\ at', ' /\\ FALSE /\\ at')
      .replace(/INVARIANT Other.*/, 'INVARIANT Other == taken = FALSE');
    expect(guarantees(next).text).toContain('strengthened: the old version did not keep what Other says now');
  });

  it('that cannot be asked is named, with the reason', () => {
    const next = old.replace('CONSTANT P = {p, q}', 'CONSTANT P = {p}').replaceAll('taken', 'held');
    expect(compare(next, '--fail-on', 'not-compared').status).toBe(12);
    expect(guarantees(next)).toMatchInlineSnapshot(`
      {
        "status": 0,
        "text": "Guarantees
        none was weakened or dropped
        not compared: Other: it speaks of taken, which is gone
        not compared: Exclusive: it cannot be evaluated in the new version. \`q\` is outside the function's domain, which is \`{p}\`.",
      }
    `);
  });

  it('under another name is the same', () => {
    const next = old.replace('INVARIANT Exclusive', 'INVARIANT Alone').replaceAll('Enter', 'Take');
    const { out } = compare(next, '--fail-on', 'dropped,weakened');
    expect(out).toMatchInlineSnapshot(`
      "Declarations
        renamed: action Enter to Take
        renamed: invariant Exclusive to Alone
        edited: definition Next
            \\E r \\in P :
          -   \\/ Enter(r)
          +   \\/ Take(r)

      Guarantees
        none was weakened or dropped

      Behaviours
        states: 3 before, 3 now
      "
    `);
  });
});

describe('a state space that is left', () => {
  const declared = old.replace(
    'VARIABLES at, taken',
    'VARIABLES at \\in [P -> {"in", "out"}], taken \\in BOOLEAN',
  );
  const straying = declared.replace('![r] = "out"]', '![r] = "gone"]');
  const endless =
    "SPEC Up\nVARIABLE n \\in 0..3\nInit == n = 0\nNext == n < 2 /\\ n' = n + 1\nCHECK_DEADLOCK FALSE\nINVARIANT Small == n < 3\n";

  it('is told with the behaviour, which is not followed further, nor shown twice', () => {
    inFolder({ 'old.spec': endless, 'new.spec': endless.replace('n < 2 /\\ ', '') }, (folder) => {
      const args = ['diff', 'old.spec', 'new.spec', '--fail-on', 'not-compared'];
      const { out, status } = run(args, folder);
      expect(out).toMatchInlineSnapshot(`
        "Declarations
          edited: action Next
            - /\\ n < 2

        Guarantees
          weakened: n leaves its state space now, as here:

            1: Initial state
                n = 0

            2: Next (new.spec:4:1)
              > n = 1

            3: Next (new.spec:4:1)
              > n = 2

            4: Next (new.spec:4:1)
              > n = 3

            5: Next (new.spec:4:1)
              > n = 4

          weakened: what Small said before is no longer true, as in the first 4 states of the behaviour above, of n

        Behaviours
          states: 3 before, 4 now
          not explored further, in the new version: states where n has left its state space
          1 state that was not possible before; a shortest behaviour to it: the first 4 states of the behaviour above, of n
        "
      `);
      expect(status).toBe(12);
      const { behaviours, guarantees } = JSON.parse(run([...args, '--format', 'json'], folder).out);
      expect(behaviours.left).toEqual({ old: [], new: ['n'] });
      expect(guarantees.weakened).toMatchObject([
        { name: 'n', how: 'leaves-state-space' },
        { name: 'Small', how: 'violated' },
      ]);
    });
  });

  it('is no news where the old version left it too', () => {
    inFolder(
      { 'old.spec': straying, 'new.spec': straying.replace('![r] = "gone"]', '![r] = "away"]') },
      (folder) => {
        expect(run(['diff', 'old.spec', 'new.spec'], folder).out).toMatchInlineSnapshot(`
          "Declarations
            edited: action Leave
              - /\\ at' = [at EXCEPT ![r] = "gone"]
              + /\\ at' = [at EXCEPT ![r] = "away"]

          Guarantees
            none was weakened or dropped

          Behaviours
            states: 3 before, 3 now
            not explored further, in the old version: states where at has left its state space
            not explored further, in the new version: states where at has left its state space
          "
        `);
      },
    );
  });
});

it('reviews TLA+ modules with a configuration of another name, in git the one of then', () => {
  const module =
    "---- MODULE Up ----\nEXTENDS Naturals\nCONSTANT Top\nVARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % Top\nFew == x < 9\n====\n";
  const configuration = (top: number) => `CONSTANT Top = ${top}\nINIT Init\nNEXT Next\nINVARIANT Few\n`;
  inFolder({ 'Up.tla': module, 'Up.cfg': configuration(2), 'Other.cfg': configuration(5) }, (folder) => {
    expect(run(['diff', 'Up.tla', 'Up.tla'], folder).out).toContain('states: 2 before, 2 now');
    expect(run(['diff', 'Up.tla', 'Up.tla', '--config', 'Other.cfg'], folder).out).toContain(
      'states: 5 before, 5 now',
    );
    commitAll(folder);
    writeFileSync(join(folder, 'Other.cfg'), configuration(7).replace('INVARIANT Few\n', ''));
    const { out } = run(['diff', 'Up.tla', '--base', 'HEAD', '--config', 'Other.cfg'], folder);
    expect(out).toContain('edited: constant Top\n    - 5\n    + 7\n');
    expect(out).toContain('dropped: invariant Few');
    expect(out).toContain('states: 5 before, 7 now');
    writeFileSync(join(folder, 'New.cfg'), configuration(3));
    expect(run(['diff', 'Up.tla', '--base', 'HEAD', '--config', 'New.cfg'], folder)).toMatchObject({
      status: 1,
      err: 'error: git has no `New.cfg` at `HEAD`.\n',
    });
  });
});

it('shows what was edited where a version cannot be evaluated', () => {
  const { out, err, status } = compare(old.replace('/\\ taken = FALSE\nEnter', '/\\ taken = at[1]\nEnter'));
  expect({ out, err, status }).toMatchInlineSnapshot(`
    {
      "err": "error: Behaviours were not compared: \`1\` is outside the function's domain, which is \`{p, q}\`. (new.spec:4:45)
    ",
      "out": "Declarations
      edited: definition Init
        - /\\ taken = FALSE
        + /\\ taken = at[1]
    ",
      "status": 4,
    }
  `);
});

it('compares state spaces of many states, with the compiled engine', () => {
  const wide =
    "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == \\/ x < 199 /\\ x' = x + 1 /\\ y' = y\n        \\/ y < 199 /\\ y' = y + 1 /\\ x' = x\nCHECK_DEADLOCK FALSE\n";
  inFolder({ 'old.spec': wide, 'new.spec': wide.replace('y < 199', 'y < 99') }, (folder) => {
    const { out } = run(['diff', 'old.spec', 'new.spec'], folder);
    expect(out).toContain('states: 40,000 before, 20,000 now\n');
    expect(out).toContain('20,000 states that are no longer possible; a shortest behaviour to one:');
  });
});

it('compares with what git has, and leaves nothing behind', () => {
  inFolder({ 'a.spec': old }, (folder) => {
    commitAll(folder);
    writeFileSync(join(folder, 'a.spec'), old.replace(/INVARIANT Other.*\n/, ''));
    expect(run(['diff', 'a.spec', '--base', 'HEAD'], folder).out).toContain('dropped: invariant Other');
    expect(run(['diff', 'a.spec', '--base', 'nothing'], folder)).toMatchObject({
      status: 1,
      err: 'error: git has nothing of `nothing`: fatal: Needed a single revision\n',
    });
    expect(readdirSync(folder).sort()).toEqual(['.git', 'a.spec']);
    // From another folder; places of the old version are named by the revision.
    writeFileSync(join(folder, 'a.spec'), old.replace('at[r] = "in" /\\ at', 'at[r] = "In" /\\ at'));
    const { out } = run(['diff', `${basename(folder)}/a.spec`, '--base', 'HEAD'], dirname(folder));
    expect(out).toContain('3: Leave(p) (HEAD:a.spec:6:1)');
    // What cannot be read then is named by the revision, too.
    writeFileSync(join(folder, 'b.spec'), 'VARIABLE =');
    expect(run(['diff', 'b.spec', '--base', 'HEAD'], folder).err).toContain('at b.spec:1:10');
    writeFileSync(join(folder, 'b.spec'), old);
    expect(run(['diff', 'b.spec', '--base', 'HEAD'], folder).err).toBe(
      'error: git has no `b.spec` at `HEAD`.\n',
    );
    writeFileSync(join(folder, 'a.spec'), 'VARIABLE =');
    commitAll(folder);
    writeFileSync(join(folder, 'a.spec'), old);
    expect(run(['diff', 'a.spec', '--base', 'HEAD'], folder).err).toContain('at HEAD:a.spec:1:10');
  });
});

it('says what is wrong with the command line, and with a spec', () => {
  expect(run(['diff', 'a.spec']).err).toBe(
    'error: Name two files, or one file and `--base REV`.\n(see `tla-ts help diff`)\n',
  );
  expect(compare(old, '--fail-on', 'all').err).toBe(
    'error: There is no `all` to fail on. There are: weakened, dropped, new-behaviours, lost-behaviours, dead-actions, not-compared.\n(see `tla-ts help diff`)\n',
  );
  expect(compare('VARIABLE =').status).toBe(3);
});
