/** The logs of a run, one for each spec that it is to follow: a JSON object a line, as `tla-ts trace` reads them. */

import { type Happening, names } from './messages.js';

/** For `specs/lamport-clock.spec`. */
export function lamportLog(happenings: readonly Happening[]): string[] {
  return happenings.map((happening) =>
    JSON.stringify({ ...event(happening), vars: { clock: { [happening.process]: happening.lamport } } }),
  );
}

/** For `specs/vector-clock.spec`; with causes, so that it can be drawn. */
export function vectorLog(happenings: readonly Happening[]): string[] {
  return happenings.map((happening) => {
    const { process, vector: clock } = happening;
    const whole = Object.fromEntries(names.map((name) => [name, clock[name] ?? 0]));
    return JSON.stringify({ ...event(happening), vars: { clock: { [process]: whole } }, process, clock });
  });
}

/** For `specs/paxos.spec`. */
export function paxosLog(happenings: readonly Happening[]): string[] {
  return happenings.flatMap(({ step }) => (step === undefined ? [] : [JSON.stringify(step)]));
}

function event({ kind, process, received }: Happening) {
  if (kind === 'receive') return { action: 'Receive', args: [process, received] };
  return { action: kind === 'send' ? 'Send' : 'Local', args: [process] };
}
