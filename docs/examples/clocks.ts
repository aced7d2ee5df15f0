import { LamportClock, VectorClock } from 'tla-ts/clocks';

// IR1: an event advances the clock. IR2: a message carries the time of its sending, and its receiving is later.
const sent = new LamportClock().tick().send();
const received = new LamportClock().receive(sent.time);
console.log(`sent at ${sent.time}, received at ${received.time}`);

// A vector clock is a timestamp too: it says of each process how many of its events are known.
const fromP = new VectorClock().send('p');
const atQ = new VectorClock().receive('q', fromP);
const atR = new VectorClock().tick('r');
console.log(JSON.stringify(atQ), fromP.compare(atQ), atQ.compare(atR));
console.log(JSON.stringify(atQ.merge(atR)), `${atQ.toBytes().length} bytes`);
