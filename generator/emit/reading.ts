import type { SlotType } from "../hub.ts";
import { camel, type Context } from "./context.ts";

/** What reading a shape gives: assignments to hub slots, and the statements they need. */
export interface Reading {
  ctx: Context;
  /** The hub definition that is built; "" for events. */
  def: string;
  types?: Readonly<Record<string, SlotType>>;
  /** `const` statements, in order. */
  hoisted: string[];
  /** Hub slot to the expressions that may give it; the first that is there wins. */
  slots: Map<string, string[]>;
  /** Expressions that give partial hub values. */
  spreads: string[];
  names: Set<string>;
}

/** Starts a reading. */
export function reading(
  ctx: Context,
  def: string,
  types?: Readonly<Record<string, SlotType>>,
): Reading {
  return {
    ctx,
    def,
    types,
    hoisted: [],
    slots: new Map(),
    spreads: [],
    names: new Set(["w", "r"]),
  };
}

/** One more expression that may give a slot. */
export function assign(to: Reading, path: string, text: string): void {
  to.slots.set(path, [...(to.slots.get(path) ?? []), text]);
}

/** The variable of a `const` statement with the expression, which is made where there is none yet. */
export function hoist(to: Reading, name: string, text: string): string {
  const same = to.hoisted.find((line) => line.endsWith(` = ${text};`));
  if (same) return same.slice("const ".length, same.indexOf(" = "));
  let unique = camel(name);
  for (let i = 2; to.names.has(unique); i++) unique = `${camel(name)}${i}`;
  to.names.add(unique);
  to.hoisted.push(`const ${unique} = ${text};`);
  return unique;
}
