/**
 * The compact form of timestamps: bytes that are read back in one way only. A number is written in groups of seven bits, the
 * lowest first, each but the last with its high bit set (LEB128), in as few bytes as it needs.
 */

import { ClockError } from './error.js';

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function malformed(what: string): ClockError {
  return new ClockError('malformed-timestamp', `These bytes are no timestamp: ${what}.`);
}

export class ByteWriter {
  private readonly bytes: number[] = [];

  byte(value: number): void {
    this.bytes.push(value);
  }

  number(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.bytes.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.bytes.push(rest);
  }

  text(value: string): void {
    const encoded = utf8.encode(value);
    this.number(encoded.length);
    for (const byte of encoded) this.bytes.push(byte);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

/** Reads what a ByteWriter wrote, and throws a ClockError for anything that it cannot have written. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw malformed(`they end after ${this.at}, in the middle of it`);
    this.at++;
    return byte;
  }

  number(): number {
    const began = this.at;
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw malformed(`the number at byte ${began} is too high`);
      if (byte < 0x80) {
        if (byte === 0 && factor > 1)
          throw malformed(`the number at byte ${began} is longer than it need be`);
        return value;
      }
      factor *= 0x80;
    }
  }

  text(): string {
    const length = this.number();
    const began = this.at;
    if (length > this.bytes.length - began)
      throw malformed(`the name at byte ${began} is longer than the rest`);
    this.at += length;
    try {
      return strictUtf8.decode(this.bytes.subarray(began, this.at));
    } catch {
      throw malformed(`the name at byte ${began} is not UTF-8`);
    }
  }

  /** Nothing may be left. */
  finish(): void {
    const left = this.bytes.length - this.at;
    if (left > 0) throw malformed(`${left} more ${left === 1 ? 'follows' : 'follow'} after byte ${this.at}`);
  }

  /** The kind of timestamp that is written first. */
  expect(kind: number, name: string): void {
    if (this.byte() !== kind) throw malformed(`the first one does not announce ${name}`);
  }
}
