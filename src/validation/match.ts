/** Whether a value of the specification is what a log says, as far as the log says anything. */

import { printValue } from '../values/print.js';
import { FunctionValue, ModelValue, SetValue, type Value } from '../values/value.js';

export class Matcher {
  /** @param names strings and model values of the specification by their names in the log */
  constructor(private readonly names: ReadonlyMap<string, string>) {}

  /**
   * `null` is anything. An array is a sequence, or a set in any order; an object is a function with these values and perhaps
   * others, by the text of its arguments. A string names a string or a model value.
   */
  matches(value: Value, json: unknown): boolean {
    if (json === null) return true;
    if (typeof json === 'string') return this.named(value, json);
    if (typeof json === 'boolean') return value === json;
    if (typeof json === 'number') return typeof value === 'number' && value === json;
    if (Array.isArray(json)) {
      if (value instanceof SetValue) return this.matchesSet(value, json);
      const items = value instanceof FunctionValue ? value.items() : undefined;
      return (
        items !== undefined &&
        items.length === json.length &&
        items.every((item, index) => this.matches(item, json[index]))
      );
    }
    return value instanceof FunctionValue && this.matchesFunction(value, json as Record<string, unknown>);
  }

  private named(value: Value, json: string): boolean {
    const name = this.names.get(json) ?? json;
    if (value instanceof ModelValue) return value.name === name;
    if (typeof value === 'bigint') return String(value) === name;
    return value === name;
  }

  private matchesFunction(value: FunctionValue, json: Readonly<Record<string, unknown>>): boolean {
    return Object.entries(json).every(([given, item]) => {
      const name = this.names.get(given) ?? given;
      const found = value.get(name) ?? value.get(ModelValue.of(name)) ?? byText(value, name);
      return found !== undefined && this.matches(found, item);
    });
  }

  /** As many members, and a partner for each: what is incomplete must not serve twice. */
  private matchesSet(value: SetValue, json: readonly unknown[]): boolean {
    if (value.size !== json.length) return false;
    const members = value.elements();
    const taken = new Map<number, number>();
    // Augmenting paths (Kuhn): a member gives way when the one that holds it finds another.
    const place = (index: number, tried: Set<number>): boolean =>
      members.some((member, at) => {
        if (tried.has(at) || !this.matches(member, json[index])) return false;
        tried.add(at);
        const holder = taken.get(at);
        if (holder !== undefined && !place(holder, tried)) return false;
        taken.set(at, index);
        return true;
      });
    return json.every((_, index) => place(index, new Set()));
  }
}

function byText(value: FunctionValue, name: string): Value | undefined {
  const key = value.domain.elements().find((argument) => printValue(argument) === name);
  return key === undefined ? undefined : value.get(key);
}
