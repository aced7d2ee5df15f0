/** An error in evaluation, as generated code signals it; the interpreter, given the same state, says what went wrong. */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(readonly code: string) {
    super(code);
  }
}

/** Generated code asked for something that it has no form for: the state is the interpreter's. */
export function fault(code: string): never {
  throw new Fault(code);
}
