import { slotType, type SlotType } from "../hub.ts";
import type { Condition } from "../shape-nodes.ts";
import { access, literal, type Context } from "./context.ts";

/** Where slots are read from while a shape is written. */
export interface WriteScope {
  ctx: Context;
  /** The variable that holds the hub value. */
  from: string;
  /** The hub definition of that variable; "" when only `slots` are known. */
  def: string;
  /** Slots that are something else than a property of `from`. */
  slots?: Readonly<Record<string, string>>;
  /** Types of those. */
  types?: Readonly<Record<string, SlotType>>;
  /** Were the guards of an object around asked for? */
  guarded?: boolean;
}

/** The expression of a slot: `h.reasoning?.effort`. */
export function slotText(scope: WriteScope, path: string): string {
  if (path === "") return scope.from;
  const special = scope.slots?.[path];
  if (special) return special;
  const [head, ...below] = path.split(".");
  const start = scope.slots?.[head!] ?? access(scope.from, head!);
  return below.reduce((text, name) => access(text, name, true), start);
}

/** The hub type of a slot in a scope. */
export function typeIn(
  scope: { def: string; types?: Readonly<Record<string, SlotType>> },
  path: string,
): SlotType {
  const special = scope.types?.[path];
  if (special) return special;
  const [head, ...below] = path.split(".");
  const above = scope.types?.[head!];
  if (above?.is === "ref" && below.length > 0)
    return slotType(above.name, below.join(".")) ?? { is: "any" };
  return (scope.def ? slotType(scope.def, path) : undefined) ?? { is: "any" };
}

/** A condition as a boolean expression over the request `h` and the encoding context `c`. */
export function conditionText(scope: WriteScope, condition: Condition): string {
  switch (condition.is) {
    case "all":
      return condition.conditions.map((each) => conditionText(scope, each)).join(" && ");
    case "not":
      return `!(${conditionText(scope, condition.condition)})`;
    case "has":
      return `${pathText(scope, condition.path)} !== undefined`;
    case "equals":
      return `${pathText(scope, condition.path)} === ${literal(condition.value)}`;
  }
}

/** The expression of a slot, or of what the model's card says below `model.`. */
export function pathText(scope: WriteScope, path: string): string {
  if (path.startsWith("model.")) {
    const [head, ...below] = path.slice("model.".length).split(".");
    return below.reduce((text, name) => access(text, name, true), `c.model.${head}`);
  }
  return slotText(scope, path);
}
