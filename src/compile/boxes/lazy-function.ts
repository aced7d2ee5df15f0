/** Functions that are not written out. */

import { Atom, type Box, BoxFunction, type BoxSet, fail, sameBox } from './box.js';

/** A function whose domain cannot be written out: its values are found when they are asked for, each once. */
export class LazyFunction {
  private readonly found = new Map<Box, Box>();
  /** Those of keys that are objects, by their hashes. */
  private readonly byHash = new Map<number, { readonly key: Box; readonly value: Box }[]>();

  constructor(
    private readonly domain: BoxSet,
    private readonly compute: (key: Box, self: LazyFunction) => Box,
  ) {}

  apply(key: Box): Box {
    const known = this.known(key);
    if (known !== undefined) return known;
    if (!this.domain.has(key)) return fail();
    const value = this.compute(key, this);
    if (typeof key !== 'object' || key instanceof Atom) this.found.set(key, value);
    else {
      const bucket = this.byHash.get(key.hash);
      if (bucket === undefined) this.byHash.set(key.hash, [{ key, value }]);
      else bucket.push({ key, value });
    }
    return value;
  }

  private known(key: Box): Box | undefined {
    if (typeof key !== 'object' || key instanceof Atom) return this.found.get(key);
    return this.byHash.get(key.hash)?.find((entry) => sameBox(entry.key, key))?.value;
  }

  domainSet(): BoxSet {
    return this.domain;
  }

  /** @throws Trouble where the domain cannot be written out */
  force(keys: (members: readonly Box[]) => ConstructorParameters<typeof BoxFunction>[0]): BoxFunction {
    const members = this.domain.members();
    return new BoxFunction(
      keys(members),
      members.map((member) => this.apply(member)),
    );
  }
}
