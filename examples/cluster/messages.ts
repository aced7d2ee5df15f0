/** What the processes of the cluster tell each other, and what they log. All of it can cross a thread. */

export type Name = 'n1' | 'n2' | 'n3';

export const names: readonly Name[] = ['n1', 'n2', 'n3'];

/** The messages of Paxos, as `specs/paxos.spec` calls them. A ballot, and a value: the command that is proposed. */
export type Body =
  | { readonly type: '1a'; readonly bal: number }
  | { readonly type: '1b'; readonly bal: number; readonly acc: Name; readonly vote: Vote | undefined }
  | { readonly type: '2a'; readonly bal: number; readonly val: Command }
  | { readonly type: '2b'; readonly bal: number; readonly val: Command; readonly acc: Name };

export interface Vote {
  readonly bal: number;
  readonly val: Command;
}

/** v1 sets the register to 1, v2 to 2. */
export type Command = 'v1' | 'v2';

export interface Message {
  readonly from: Name;
  readonly to: Name;
  /** The sending is the sender's event of this number. */
  readonly event: number;
  readonly lamport: number;
  readonly vector: Readonly<Record<string, number>>;
  readonly body: Body;
}

/** What wakes a process: a message, its turn to begin a ballot, or impatience. */
export type Input =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'begin'; readonly ballot: number }
  | { readonly kind: 'again' };

/** A step of Paxos as the log has it. */
export interface PaxosStep {
  readonly action: 'Prepare' | 'Propose' | 'Promise' | 'Accept' | 'Learn';
  readonly args: readonly (string | number)[];
  readonly vars: Readonly<Record<string, unknown>>;
}

/** An event with the time of both clocks after it. */
export interface Happening {
  readonly process: Name;
  readonly kind: 'local' | 'send' | 'receive';
  readonly lamport: number;
  readonly vector: Readonly<Record<string, number>>;
  /** Of a receiving: the sending, as a process and the number of its event. */
  readonly received?: readonly [Name, number];
  /** Of a local event. */
  readonly step?: PaxosStep;
}

/** What an input led to. */
export interface Outcome {
  readonly happenings: readonly Happening[];
  readonly messages: readonly Message[];
  /** The replicated state machine: a register, when its command is known. */
  readonly register: number | undefined;
}

/** Bugs that can be put in on purpose. */
export type Bug = 'forget-max' | 'forget-merge' | 'forget-promise';

export const bugs: readonly Bug[] = ['forget-max', 'forget-merge', 'forget-promise'];
