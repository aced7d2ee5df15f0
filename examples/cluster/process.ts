/**
 * A process of the cluster: an acceptor and a learner of single-decree Paxos, in n1 and n2 a proposer too, and a register that the
 * command which is chosen is applied to. It counts its events with both clocks.
 */

import { LamportClock, VectorClock } from '../../src/clocks/index.js';
import type {
  Body,
  Bug,
  Command,
  Happening,
  Input,
  Message,
  Name,
  Outcome,
  PaxosStep,
  Vote,
} from './messages.js';
import { names } from './messages.js';

const majority = Math.floor(names.length / 2) + 1;

/** n1 is acceptor a1, proposer p1 and learner l1. */
const as = (role: 'a' | 'p' | 'l', name: Name) => name.replace('n', role);

export class Process {
  private lamport = new LamportClock();
  private vector = new VectorClock();
  private events = 0;
  private happenings: Happening[] = [];
  private messages: Message[] = [];

  // The acceptor.
  private promised = 0;
  private vote: Vote | undefined;

  // The proposer.
  private ballot = 0;
  private readonly promises = new Map<Name, Vote | undefined>();
  private proposed: Command | undefined;

  // The learner.
  private readonly heard = new Map<number, Set<Name>>();
  private register: number | undefined;

  constructor(
    private readonly name: Name,
    private readonly bug: Bug | undefined,
  ) {}

  handle(input: Input): Outcome {
    this.happenings = [];
    this.messages = [];
    if (input.kind === 'begin') this.begin(input.ballot);
    else if (input.kind === 'again') this.again();
    else this.receive(input.message);
    return { happenings: this.happenings, messages: this.messages, register: this.register };
  }

  // ── events and their time ──

  private happen(kind: Happening['kind'], rest: Pick<Happening, 'received' | 'step'> = {}): void {
    this.events++;
    const { name: process, lamport, vector } = this;
    this.happenings.push({ process, kind, lamport: lamport.time, vector: vector.toJSON(), ...rest });
  }

  private log(step: PaxosStep): void {
    this.lamport = this.lamport.tick();
    this.vector = this.vector.tick(this.name);
    this.happen('local', { step });
  }

  private send(to: Name, body: Body): void {
    if (to === this.name) {
      this.react(body);
      return;
    }
    this.lamport = this.lamport.send();
    this.vector = this.vector.send(this.name);
    this.happen('send');
    const { name: from, events: event, lamport, vector } = this;
    this.messages.push({ from, to, event, lamport: lamport.time, vector: vector.toJSON(), body });
  }

  private receive({ from, event, lamport, vector, body }: Message): void {
    this.lamport = this.bug === 'forget-max' ? this.lamport.tick() : this.lamport.receive(lamport);
    this.vector =
      this.bug === 'forget-merge'
        ? this.vector.tick(this.name)
        : this.vector.receive(this.name, VectorClock.fromJSON(vector));
    this.happen('receive', { received: [from, event] });
    this.react(body);
  }

  private broadcast(body: Body): void {
    for (const name of names) this.send(name, body);
  }

  private react(body: Body): void {
    switch (body.type) {
      case '1a':
        return this.onPrepare(body.bal);
      case '1b':
        return this.onPromise(body.bal, body.acc, body.vote);
      case '2a':
        return this.onProposal(body.bal, body.val);
      case '2b':
        return this.onVote(body.bal, body.val, body.acc);
    }
  }

  // ── the proposer ──

  private begin(ballot: number): void {
    this.ballot = ballot;
    this.log({ action: 'Prepare', args: [as('p', this.name), ballot], vars: {} });
    this.broadcast({ type: '1a', bal: ballot });
  }

  /** Something may have been lost: it says once more what it said last. */
  private again(): void {
    const { ballot, proposed } = this;
    if (ballot === 0) return;
    this.broadcast(
      proposed === undefined ? { type: '1a', bal: ballot } : { type: '2a', bal: ballot, val: proposed },
    );
  }

  private onPromise(bal: number, acc: Name, vote: Vote | undefined): void {
    if (bal !== this.ballot || this.proposed !== undefined) return;
    this.promises.set(acc, vote);
    if (this.promises.size < majority) return;
    const votes = [...this.promises.values()].filter((told) => told !== undefined);
    const highest = votes.reduce<Vote | undefined>(
      (a, b) => (a === undefined || b.bal > a.bal ? b : a),
      undefined,
    );
    this.proposed = highest?.val ?? (this.name === 'n1' ? 'v1' : 'v2');
    this.log({ action: 'Propose', args: [as('p', this.name), bal], vars: {} });
    this.broadcast({ type: '2a', bal, val: this.proposed });
  }

  // ── the acceptor ──

  private onPrepare(bal: number): void {
    const proposer: Name = bal === 1 ? 'n1' : 'n2';
    const answer: Body = { type: '1b', bal, acc: this.name, vote: this.vote };
    // Asked once more: the answer may have been lost.
    if (bal === this.promised && (this.vote === undefined || this.vote.bal < bal))
      this.send(proposer, answer);
    if (bal <= this.promised) return;
    this.promised = bal;
    this.log({
      action: 'Promise',
      args: [as('a', this.name), bal],
      vars: { promised: { [as('a', this.name)]: bal } },
    });
    this.send(proposer, answer);
  }

  private onProposal(bal: number, val: Command): void {
    if (bal < this.promised && this.bug !== 'forget-promise') return;
    if (this.vote?.bal !== bal) {
      this.vote = { bal, val };
      this.promised = bal;
      const acceptor = as('a', this.name);
      this.log({ action: 'Accept', args: [acceptor, bal], vars: { vote: { [acceptor]: this.vote } } });
    }
    this.broadcast({ type: '2b', bal, val, acc: this.name });
  }

  // ── the learner ──

  private onVote(bal: number, val: Command, acc: Name): void {
    const voters = this.heard.get(bal) ?? new Set();
    this.heard.set(bal, voters.add(acc));
    if (voters.size < majority || this.register !== undefined) return;
    this.register = val === 'v1' ? 1 : 2;
    const learner = as('l', this.name);
    this.log({ action: 'Learn', args: [learner], vars: { learned: { [learner]: val } } });
  }
}
