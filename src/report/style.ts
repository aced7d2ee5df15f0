/** Colour, where it is wanted. */

import pc from 'picocolors';

export type Style = ReturnType<typeof pc.createColors>;

/** @param colour whether the output goes to a terminal that shows colours */
export function styleFor(colour: boolean): Style {
  return pc.createColors(colour);
}

/** NO_COLOR and FORCE_COLOR are honoured, and `--no-color`. */
export function wantsColour(stream: NodeJS.WriteStream, option: boolean | undefined): boolean {
  if (option === false || (process.env.NO_COLOR ?? '') !== '') return false;
  return (process.env.FORCE_COLOR ?? '') !== '' || stream.isTTY === true;
}
