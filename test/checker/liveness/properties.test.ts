/** Properties from the text to what a person reads: verdict, behaviour, reasons, warnings. */

import { describe, expect, it } from 'vitest';
import { check } from '../../../checker/check.js';
import type { CheckOptions } from '../../../checker/options.js';
import { checkFile } from '../../../src/check-file.js';
import { styleFor } from '../../../src/report/style.js';
import { renderVerdict } from '../../../src/report/terminal.js';
import { Source } from '../../../src/syntax/source.js';
import { timeless } from '../../cli/running.js';
import { modelOf } from '../../interpret/evaluating.js';

async function reported(text: string, options: CheckOptions = {}): Promise<string> {
  const verdict = await check(modelOf(text), options);
  return timeless(
    `${verdict.kind}\n${renderVerdict(verdict, { style: styleFor(false), width: 100, coverage: false })}`,
  );
}

/** A lamp that can be switched, broken, and mended. */
const lamp = String.raw`VARIABLE lamp \in {"off", "on", "broken"}
Init == lamp = "off"
Switch == lamp # "broken" /\ lamp' = IF lamp = "on" THEN "off" ELSE "on"
Break == lamp = "on" /\ lamp' = "broken"
Mend == lamp = "broken" /\ lamp' = "off"
Next == Switch \/ Break \/ Mend
`;

describe('a behaviour that stops for ever', () => {
  it('is shown with what could have gone on', async () => {
    expect(
      await reported(`${lamp}FAIRNESS WF_lamp(Switch)\nPROPERTY Mended == lamp = "broken" ~> lamp = "off"`),
    ).toMatchInlineSnapshot(`
      "liveness
      Property Mended is violated. (t.spec:8:10)
        lamp = "broken" ~> lamp = "off" is triggered in state 3 and never answered
          lamp = "broken" is TRUE in state 3
          lamp = "off" is FALSE in state 3, and there the behaviour stays
          the behaviour is fair
            WF_lamp(Switch): not enabled in state 3 (t.spec:7:10)
              lamp # "broken" is FALSE (t.spec:3:11)
                lamp = "broken"
          in state 3 these actions are enabled, and no fairness condition says that they must ever be taken: add \`WF_vars(Mend)\` if they must be
            Mend (t.spec:5:1)

      A behaviour that violates it by stopping for ever (3 states):

      1: Initial state
          lamp = "off"

      2: Switch (t.spec:3:1)
        > lamp = "on"

      3: Break (t.spec:4:1)
        > lamp = "broken"

      4: stutters for ever

      Does not hold: Mended. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('is no surprise without fairness', async () => {
    expect(await reported(`${lamp}PROPERTY Lit == <>(lamp = "on")`)).toMatchInlineSnapshot(`
      "liveness
      Property Lit is violated. (t.spec:7:10)
        <>(lamp = "on") never comes true: lamp = "on" is FALSE in state 1, and there the behaviour stays
          in state 1 these actions are enabled, and nothing says that they must ever be taken: add \`WF_vars(Switch)\` if they must be
            Switch (t.spec:3:1)

      A behaviour that violates it by stopping for ever (1 state):

      1: Initial state
          lamp = "off"

      2: stutters for ever

      warning: No FAIRNESS is stated, so a behaviour may stop in any state, and Lit is violated by one that does. Say what must go on happening, as in \`FAIRNESS WF_vars(Next)\`, or in a .tla \`/\\ WF_vars(Next)\` in the specification.

      Does not hold: Lit. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });
});

describe('a fair action that is not enabled', () => {
  const shop = String.raw`CONSTANT Order = {1, 2}
VARIABLES todo \in SUBSET Order, sent \in SUBSET Order
Init == todo = {} /\ sent = {}
Add(o) == o \notin todo /\ todo' = todo \cup {o} /\ UNCHANGED sent
Send == \E o \in Order : o \in todo /\ o \notin sent /\ sent' = sent \cup {o} /\ UNCHANGED todo
Rest == sent' = sent /\ UNCHANGED todo
Next == (\E o \in Order : Add(o)) \/ Send
CHECK_DEADLOCK FALSE
`;

  it('is shown with the conjunct that is false, and what was chosen before it', async () => {
    expect(
      await reported(`${shop}FAIRNESS WF_vars(Send)\nPROPERTY Sent == <>(sent = Order)`),
    ).toMatchInlineSnapshot(`
      "liveness
      Property Sent is violated. (t.spec:10:10)
        <>(sent = Order) never comes true: sent = Order is FALSE in state 1, and there the behaviour stays
          the behaviour is fair
            WF_vars(Send): not enabled in state 1 (t.spec:9:10)
              o \\in todo is FALSE (o = 1) (t.spec:5:26)
                todo = {}
          in state 1 these actions are enabled, and no fairness condition says that they must ever be taken: add \`\\A o \\in Order : WF_vars(Add(o))\` if they must be
            Add(1) (t.spec:4:1)
            Add(2) (t.spec:4:1)

      A behaviour that violates it by stopping for ever (1 state):

      1: Initial state
          todo = {}
          sent = {}

      2: stutters for ever

      Does not hold: Sent. (13 generated, 9 distinct, depth 5, 0.0 s)"
    `);
  });

  it('is shown with what it leaves as it is, where its steps change nothing', async () => {
    expect(
      await reported(`${shop}FAIRNESS WF_vars(Rest)\nPROPERTY Sent == <>(sent = Order)`),
    ).toMatchInlineSnapshot(`
      "liveness
      Property Sent is violated. (t.spec:10:10)
        <>(sent = Order) never comes true: sent = Order is FALSE in state 1, and there the behaviour stays
          the behaviour is fair
            WF_vars(Rest): not enabled in state 1 (t.spec:9:10)
              every step leaves vars as it is
          in state 1 these actions are enabled, and no fairness condition says that they must ever be taken: add \`\\A o \\in Order : WF_vars(Add(o))\` if they must be
            Add(1) (t.spec:4:1)
            Add(2) (t.spec:4:1)

      A behaviour that violates it by stopping for ever (1 state):

      1: Initial state
          todo = {}
          sent = {}

      2: stutters for ever

      Does not hold: Sent. (13 generated, 9 distinct, depth 5, 0.0 s)"
    `);
  });

  it('is shown with the conjunct that is false in a state of the loop, where fairness is strong', async () => {
    expect(
      await reported(
        `${lamp}FAIRNESS WF_lamp(Switch) /\\ SF_lamp(Mend)\nPROPERTY Dark == <>[](lamp = "off")`,
      ),
    ).toMatchInlineSnapshot(`
      "liveness
      Property Dark is violated. (t.spec:8:10)
        <>[](lamp = "off") never comes true: [](lamp = "off") is FALSE in every state of the loop
          the behaviour is fair
            WF_lamp(Switch): taken in the step from state 1 to state 2 (t.spec:7:10)
            SF_lamp(Mend): enabled in no state of the loop (t.spec:7:29)
              in state 1 lamp = "broken" is FALSE (t.spec:5:9)
                lamp = "off"

      A behaviour that violates it by going round for ever (2 states, the loop has 2):

      1: Initial state
          lamp = "off"

      2: Switch (t.spec:3:1)
        > lamp = "on"

      3: Switch, back to state 1 (t.spec:3:1)

      Does not hold: Dark. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });
});

describe('a behaviour that goes round for ever', () => {
  it('is shown with the reasons why it is fair', async () => {
    expect(
      await reported(
        `${lamp}FAIRNESS WF_lamp(Switch) /\\ WF_lamp(Mend) /\\ WF_lamp(Break)\nPROPERTY Breaks == []<>(lamp = "broken")`,
      ),
    ).toMatchInlineSnapshot(`
      "liveness
      Property Breaks is violated. (t.spec:8:10)
        <>(lamp = "broken") never comes true: lamp = "broken" is FALSE in every state of the loop
          the behaviour is fair
            WF_lamp(Switch): taken in the step from state 1 to state 2 (t.spec:7:10)
            WF_lamp(Mend): not enabled in state 1 (t.spec:7:29)
              lamp = "broken" is FALSE (t.spec:5:9)
                lamp = "off"
            WF_lamp(Break): not enabled in state 1 (t.spec:7:46)
              lamp = "on" is FALSE (t.spec:4:10)
                lamp = "off"

      A behaviour that violates it by going round for ever (2 states, the loop has 2):

      1: Initial state
          lamp = "off"

      2: Switch (t.spec:3:1)
        > lamp = "on"

      3: Switch, back to state 1 (t.spec:3:1)

      Does not hold: Breaks. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('is ruled out by strong fairness', async () => {
    expect(
      await reported(
        `${lamp}FAIRNESS WF_lamp(Switch) /\\ WF_lamp(Mend) /\\ SF_lamp(Break)\nPROPERTY Breaks == []<>(lamp = "broken")`,
      ),
    ).toMatchInlineSnapshot(`
      "holds
      Holds. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });
});

describe('a property of many things of which one must stay', () => {
  const clock = `VARIABLE hour
Init == hour = 0
Next == hour' = (hour + 1) % 20
FAIRNESS WF_hour(Next)
`;

  it.each([
    ['hour = n', 19, 'liveness'],
    ['hour # n', 19, 'liveness'],
    ['hour # n', 20, 'holds'],
  ])('in states: %s up to %i', async (stays, last, kind) => {
    const verdict = await check(modelOf(`${clock}PROPERTY P == \\E n \\in 0..${last} : <>[](${stays})\n`));
    expect(verdict).toMatchObject({ kind, distinct: 20 });
    if (kind === 'liveness') expect(verdict.violations[0]?.trace).toMatchObject({ loop: 0 });
  });

  it.each([
    [19, 'liveness'],
    [20, 'holds'],
  ])('in steps up to %i', async (last, kind) => {
    const text = `${clock}PROPERTY P == \\E n \\in 0..${last} : <>[][hour' # n]_hour\n`;
    const verdict = await check(modelOf(text));
    expect(verdict).toMatchObject({ kind, distinct: 20 });
    if (kind === 'liveness') expect(verdict.violations[0]?.trace.states).toHaveLength(20);
  });
});

describe('what a search can see as it goes', () => {
  it('is a step that an action formula forbids', async () => {
    expect(await reported(`${lamp}PROPERTY Careful == [][Switch \\/ Mend]_lamp`)).toMatchInlineSnapshot(`
      "violation
      Property Careful is violated. (t.spec:7:10)
        the step from state 2 to state 3 is a step that is not [Switch \\/ Mend]_lamp
          Switch \\/ Mend is FALSE
            Switch is FALSE
              conjunct 2 of 2: lamp' = IF lamp = "on" THEN "off" ELSE "on" is FALSE (t.spec:3:30)
                lamp' = "broken"
                IF lamp = "on" THEN "off" ELSE "on" = "off"
            Mend is FALSE
              conjunct 1 of 2: lamp = "broken" is FALSE (t.spec:5:9)
                lamp = "on"

      A shortest behaviour that leads there (3 states):

      1: Initial state
          lamp = "off"

      2: Switch (t.spec:3:1)
        > lamp = "on"

      3: Break (t.spec:4:1)
        > lamp = "broken"

      Does not hold: Careful. (4 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('is a state that is never to be', async () => {
    expect(
      await reported(`${lamp}PROPERTY Whole == [](lamp # "broken") /\\ []<>TRUE`),
    ).toMatchInlineSnapshot(`
      "violation
      Property Whole is violated. (t.spec:7:10)
        lamp # "broken" is FALSE in state 3
          lamp # "broken" is FALSE
            lamp = "broken"

      A shortest behaviour that leads there (3 states):

      1: Initial state
          lamp = "off"

      2: Switch (t.spec:3:1)
        > lamp = "on"

      3: Break (t.spec:4:1)
        > lamp = "broken"

      Does not hold: Whole. (4 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('is an initial state, when the property is a state predicate', async () => {
    expect(await reported(`${lamp}PROPERTY Dark == lamp = "off"`)).toMatchInlineSnapshot(`
      "holds
      warning: The property Dark is a state predicate, so it is asked of the initial states only. For every state write \`INVARIANT Dark\`, or \`[](lamp = "off")\`.

      Holds. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
    expect(await reported(`${lamp}PROPERTY Light == lamp = "on"`)).toMatchInlineSnapshot(`
      "violation
      Property Light is violated. (t.spec:7:10)
        lamp = "on" is FALSE in an initial state
          lamp = "on" is FALSE
            lamp = "off"

      A shortest behaviour that leads there (1 state):

      1: Initial state
          lamp = "off"

      warning: The property Light is a state predicate, so it is asked of the initial states only. For every state write \`INVARIANT Light\`, or \`[](lamp = "on")\`.

      Does not hold: Light. (1 generated, 1 distinct, depth 1, 0.0 s)"
    `);
  });
});

describe('warnings', () => {
  it('tell of a trigger that is never reached', async () => {
    expect(
      await reported(`${lamp}PROPERTY Never == lamp = "green" ~> lamp = "off"\nFAIRNESS WF_lamp(Next)`),
    ).toMatchInlineSnapshot(`
      "holds
      warning: Never holds only because \`lamp = "green"\` is TRUE in no reachable state, where it would ask for something.

      Holds. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('tell of an invariant that is an implication and asks for nothing', async () => {
    const text = `${lamp}INVARIANT Green == lamp = "green" => lamp # "off"
Coloured(c) == lamp = c => lamp = "off"
INVARIANT Colours == \\A c \\in {"red", "blue"} : Coloured(c)
INVARIANT States == \\A s \\in {"on", "green"} : lamp = s => lamp # "off"
INVARIANT Parts == (lamp = "green" => lamp = "off") /\\ lamp # "red"
INVARIANT Wrong == \\A s \\in {"green"} : lamp = s \\/ lamp = "on" => lamp = "red"`;
    for (const engine of ['compiled', 'interpreter'] as const) {
      const { verdict } = await checkFile(new Source('t.spec', text), { engine, continue: true });
      expect(verdict?.violations.map(({ name }) => name)).toEqual(['Wrong']);
      expect(verdict?.warnings).toEqual([
        'Green holds only because `lamp = "green"` is TRUE in no reachable state, where it would ask for something.',
        'Colours holds only because `lamp = c` is TRUE in no reachable state, where it would ask for something.',
      ]);
    }
  });

  it('tell of an implication between state predicates that asks for nothing', async () => {
    const holds = (property: string) =>
      reported(`${lamp}PROPERTY Never == ${property}\nFAIRNESS WF_lamp(Next)`);
    expect(await holds('[](lamp = "green" => lamp = "off")')).toMatchInlineSnapshot(`
      "holds
      warning: Never holds only because \`lamp = "green"\` is TRUE in no reachable state, where it would ask for something.

      Holds. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
    expect(await holds('[](lamp \\in {"on", "off"}) \\/ TRUE')).toBe(
      'holds\nHolds. (5 generated, 3 distinct, depth 3, 0.0 s)',
    );
    expect(
      await holds('[](\\A colour \\in {"red", "green"} : lamp = colour => lamp = "off") /\\ <>(lamp = "on")'),
    ).toMatchInlineSnapshot(`
      "holds
      warning: Never holds only because \`lamp = colour\` is TRUE in no reachable state, where it would ask for something.

      Holds. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
    // One instance is enough.
    expect(await holds('\\A state \\in {"on", "green"} : [](lamp = state => lamp # "broken")')).toBe(
      'holds\nHolds. (5 generated, 3 distinct, depth 3, 0.0 s)',
    );
    expect(
      await holds('\\A state \\in {"red", "green"} : [](lamp = state => lamp = "on")'),
    ).toMatchInlineSnapshot(`
      "holds
      warning: Never holds only because \`lamp = state\` is TRUE in no reachable state, where it would ask for something.

      Holds. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('tell of it through definitions', async () => {
    expect(
      await reported(String.raw`${lamp}Asks(colour) == lamp = colour => lamp = "off"
Always(F(_), x) == []F(x)
PROPERTY Never == Always(Asks, "green") /\ []Asks("blue") /\ []Asks("off")`),
    ).toMatchInlineSnapshot(`
      "holds
      warning: Never holds only because \`lamp = colour for colour = "blue"\` is TRUE in no reachable state, where it would ask for something.

      Holds. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('tell of behaviours that no fair behaviour is', async () => {
    expect(
      await reported(
        `${lamp}PROPERTY If == []<>(lamp = "green") => []<>(lamp = "off")\nFAIRNESS WF_lamp(Next)`,
      ),
    ).toMatchInlineSnapshot(`
      "holds
      warning: If holds only because no fair behaviour satisfies \`[]<>(lamp = "green")\`.

      Holds. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  describe.each(['compiled', 'interpreter'] as const)('of fairness, in the %s engine,', (engine) => {
    const told = async (text: string) => {
      const { verdict } = await checkFile(new Source('t.spec', text), { engine });
      return [verdict?.kind, ...(verdict?.warnings ?? [])];
    };
    const shop = String.raw`SPEC Shop
CONSTANT Order = {"o1", "o2"}
VARIABLE state \in [Order -> {"new", "paid", "shipped"}]
Init == state = [o \in Order |-> "new"]
Pay(o) == state[o] = "new" /\ state' = [state EXCEPT ![o] = "paid"]
Ship(o) == state[o] = "paid" /\ state' = [state EXCEPT ![o] = "shipped"]
CHECK_DEADLOCK FALSE
PROPERTY Arrives == \A o \in Order : state[o] = "paid" ~> state[o] = "shipped"
`;

    it('tell of an action that is fair and no step, and that nothing is fair then', async () => {
      expect(
        await told(
          `${shop}Next == \\E o \\in Order : Pay(o)\nFAIRNESS \\A o \\in Order : WF_vars(Pay(o)) /\\ WF_vars(Ship(o))`,
        ),
      ).toEqual([
        'holds',
        'WF_vars(Ship(o)) for o = "o1" (and 1 more written there) asks for steps that never come: its action is enabled in a reachable state, and no step of the specification takes it. Behaviours in which it stays enabled count as unfair, so a property may hold only because they are left out. Make the action part of the next-state relation, or drop the condition.',
        'No behaviour satisfies the fairness conditions, so every property of whole behaviours holds, whatever it says.',
      ]);
    });

    it('tell of the action alone when some behaviour is fair without it', async () => {
      expect(
        await told(`${shop}Next == \\E o \\in Order : Pay(o)\nFAIRNESS \\A o \\in Order : SF_vars(Ship(o))`),
      ).toEqual([
        'holds',
        'SF_vars(Ship(o)) for o = "o1" (and 1 more written there) asks for steps that never come: its action is enabled in a reachable state, and no step of the specification takes it. Behaviours in which it stays enabled count as unfair, so a property may hold only because they are left out. Make the action part of the next-state relation, or drop the condition.',
      ]);
    });

    it('say nothing where every fair action is a step, or is never enabled', async () => {
      expect(
        await told(
          `${shop}Next == \\E o \\in Order : Pay(o) \\/ Ship(o)
Lose(o) == state[o] = "lost" /\\ state' = [state EXCEPT ![o] = "new"]
FAIRNESS \\A o \\in Order : WF_vars(Pay(o)) /\\ WF_vars(Ship(o)) /\\ WF_vars(Lose(o))`,
        ),
      ).toEqual(['holds']);
    });

    it('tell of a constraint that leaves nothing fair', async () => {
      expect(
        await told(String.raw`SPEC Counter
VARIABLE x \in 0..9
Init == x = 0
Next == x' = x + 1
CONSTRAINT Small == x < 3
FAIRNESS WF_vars(Next)
PROPERTY Grows == <>(x = 7)`),
      ).toEqual([
        'holds',
        'No behaviour inside the CONSTRAINT satisfies the fairness conditions, so every property of whole behaviours holds, whatever it says.',
        'CONSTRAINT cuts the graph: behaviours that leave it were not looked at, so a liveness property may be violated by one of them although it holds here.',
      ]);
    });
  });

  it('tell of a graph that is cut', async () => {
    const text = `${lamp}CONSTRAINT Fine == lamp # "broken"\nFAIRNESS WF_lamp(Next)\nPROPERTY Lit == <>(lamp = "on")`;
    expect(await reported(text)).toMatchInlineSnapshot(`
      "holds
      warning: CONSTRAINT cuts the graph: behaviours that leave it were not looked at, so a liveness property may be violated by one of them although it holds here.

      warning: Mend is never enabled: what holds says nothing of such steps. --coverage shows what was never evaluated.

      Holds. (4 generated, 2 distinct, depth 2, 0.0 s)"
    `);
  });

  it('tell of a graph that is cut in two ways, unless a violation is shown, which is one', async () => {
    const cut = `${lamp}CONSTRAINT Fine == lamp # "broken"\nACTION_CONSTRAINT Slow == lamp = "off" => lamp' = "on"\n`;
    const told = async (text: string) =>
      (await check(modelOf(`${cut}FAIRNESS WF_lamp(Switch)\n${text}`))).warnings;
    expect(await told('PROPERTY Lit == <>(lamp = "on")')).toContain(
      'CONSTRAINT and ACTION_CONSTRAINT cut the graph: behaviours that leave it were not looked at, so a liveness property may be violated by one of them although it holds here.',
    );
    expect(await told('PROPERTY Dark == <>[](lamp = "off")')).toEqual([]);
  });

  it('tell of states of which only a view is looked at', async () => {
    const text = String.raw`VARIABLES x, steps
Init == x = 0 /\ steps = 0
Next == x' = 1 - x /\ steps' = steps + 1
FAIRNESS WF_vars(Next)
VIEW x
PROPERTY Up == []<>(x = 1)`;
    expect(await reported(text)).toMatchInlineSnapshot(`
      "holds
      warning: VIEW is used with a liveness property: states with equal views are one in the graph, so a cycle of it need not be a cycle of real states, and a violation may be missed or the behaviour shown may not be one. Check without it to be sure.

      Holds. (3 generated, 2 distinct, depth 2, 0.0 s)"
    `);
  });

  it('tell of states that are merged', async () => {
    const text = String.raw`CONSTANT P = {p1, p2}
VARIABLE up
Init == up = {}
Next == \E p \in P : up' = {p}
FAIRNESS WF_up(Next)
SYMMETRY P
PROPERTY Up == <>(up # {})`;
    expect(await reported(text)).toMatchInlineSnapshot(`
      "holds
      warning: SYMMETRY is used with a liveness property: states that differ in names only are one in the graph, so a cycle of it need not be a cycle of real states, and a violation may be missed or the behaviour shown may not be one. Check without it to be sure.

      Holds. (5 generated, 2 distinct, depth 2, 0.0 s)"
    `);
  });
});

describe('a property that gives no answer', () => {
  it('is not checked when the search ends early', async () => {
    expect(await reported(`${lamp}PROPERTY Lit == <>(lamp = "on")`, { maxDepth: 1 })).toMatchInlineSnapshot(`
      "incomplete
      Not complete: the depth limit of 1 was reached; the property Lit was not checked. (1 generated, 1 distinct, depth 1, 0.0 s)"
    `);
  });

  it('cannot be evaluated in some state', async () => {
    expect(await reported(`${lamp}PROPERTY Odd == <>(lamp = "on" /\\ lamp.x = 1)`)).toMatchInlineSnapshot(`
      "error
      \`.x\` needs a record, and \`"on"\` is a string.
        at t.spec:7:35

      A shortest behaviour that leads there (2 states):

      1: Initial state
          lamp = "off"

      2: Switch (t.spec:3:1)
        > lamp = "on"

      The spec could not be evaluated. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('is too large', async () => {
    expect(
      await reported(
        `${lamp}PROPERTY Many == (\\A n \\in 1..40 : []<>(lamp = "on" /\\ n > 0)) => <>[](lamp = "off")`,
      ),
    ).toMatchInlineSnapshot(`
      "error
      The property is too large to be decided: it needs more than 30 eventualities. Split it into several properties.

      The spec could not be evaluated. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });

  it('could be violated in too many ways', async () => {
    const answers = '\\A n \\in 1..9 : [](<>(lamp = "on" /\\ n > 0) \\/ <>[](lamp = "off" /\\ n > 1))';
    expect(
      await reported(`${lamp}PROPERTY Many == (${answers}) => <>[](lamp = "off")`),
    ).toMatchInlineSnapshot(`
      "error
      The property is too large to be decided: it needs a state of an automaton with more than 4096 transitions. Split it into several properties.

      The spec could not be evaluated. (5 generated, 3 distinct, depth 3, 0.0 s)"
    `);
  });
});

describe('what must be true again and again', () => {
  it('may be one of two things, in many conditions', async () => {
    const often = '\\A n \\in 1..28 : []<>(lamp = "on" /\\ n > 0) \\/ []<>(lamp = "broken" /\\ n > 1)';
    const decided = async (then: string) =>
      (await check(modelOf(`${lamp}PROPERTY Many == (${often}) => ${then}`))).kind;
    expect(await decided('[]<>(lamp # "off")')).toBe('holds');
    expect(await decided('[]<>(lamp = "off")')).toBe('liveness');
  });
});
