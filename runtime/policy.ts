import type * as Hub from "../generated/hub.types.ts";
import type { Policy } from "./models.ts";
import type { Encoding } from "./translator.ts";

type Field = keyof Hub.Request;

/** Is the model asked to reason? */
function reasons(h: Hub.Request): boolean {
  const { reasoning } = h;
  if (!reasoning || reasoning.mode === "off" || reasoning.effort === "none") return false;
  return (
    reasoning.effort !== undefined || (reasoning.budget ?? 0) !== 0 || reasoning.mode !== undefined
  );
}

/** The request without what the model's card says that it refuses; each withdrawal is receipted. */
export function applyPolicy(request: Hub.Request, c: Encoding): Hub.Request {
  const { policy } = c.model;
  let h = request;
  for (const change of [policy, reasons(h) ? policy.with_reasoning : undefined]) {
    if (!change) continue;
    for (const field of change.refuse ?? []) h = withdraw(h, field as Field, c);
    for (const [field, range] of Object.entries(change.clamp ?? {}))
      h = bound(h, field as Field, range, c);
    if (change.forced_tools === false) h = unforce(h, c);
  }
  for (const group of policy.either ?? []) {
    const [, ...others] = group.filter((field) => h[field as Field] !== undefined);
    for (const field of others) h = withdraw(h, field as Field, c);
  }
  return schemaWithTools(h, policy, c);
}

function withdraw(h: Hub.Request, field: Field, c: Encoding): Hub.Request {
  if (h[field] === undefined) return h;
  c.lost(field, "dropped", "the model refuses it");
  const { [field]: _, ...rest } = h;
  return rest as Hub.Request;
}

function bound(
  h: Hub.Request,
  field: Field,
  range: { min?: number; max?: number },
  c: Encoding,
): Hub.Request {
  const value = h[field];
  return typeof value === "number" ? { ...h, [field]: c.clamp(field, value, range) } : h;
}

function unforce(h: Hub.Request, c: Encoding): Hub.Request {
  if (!h.tool_choice || !["required", "tool"].includes(h.tool_choice.mode)) return h;
  c.lost("tool_choice", "coerced", "the model cannot be forced to call a tool; it may");
  return { ...h, tool_choice: { mode: "auto" } };
}

function schemaWithTools(h: Hub.Request, policy: Policy, c: Encoding): Hub.Request {
  if (policy.json_schema_with_tools !== false || !h.tools?.length || h.output?.type !== "schema")
    return h;
  c.lost("output", "dropped", "the model takes no schema beside tools");
  return { ...h, output: undefined };
}
