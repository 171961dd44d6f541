import type { Shape } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import { emitAnswer } from "./answer.ts";
import type { Context, Spec, Table } from "./context.ts";
import { emitErrors } from "./errors.ts";
import { emitMessages } from "./messages.ts";
import { emitParts, type PartRow } from "./parts.ts";
import { emitRequest } from "./request.ts";
import { emitStream } from "./stream.ts";

type Dict = Record<string, any>;

/** A table in both directions; `$write` is what the other direction says where it is not the inverse. */
function table(raw: Dict): Table {
  const read: Record<string, unknown> = {};
  const write: Record<string, unknown> = {};
  for (const [wire, hub] of Object.entries(raw)) {
    if (wire === "$write") continue;
    read[wire] = hub;
    write[String(hub)] ??= wire;
  }
  for (const [hub, wire] of Object.entries((raw["$write"] as Dict | undefined) ?? {})) {
    if (wire === null) delete write[hub];
    else write[hub] = wire;
  }
  return { read, write };
}

/** The rows of `parts`, in the spec's order. */
export function partRows(raw: Dict): PartRow[] {
  return Object.entries(raw)
    .filter(([name]) => name !== "opaque")
    .map(([name, value]) => {
      const [kind, variant] = name.split(".");
      return { kind: kind!, variant, shape: shape(value, ["parts", name]) };
    });
}

/** Lowers a resolved spec and runs all emitters. */
export function emitTranslator(
  id: string,
  dialect: string,
  value: Dict,
  required: readonly string[],
): Context {
  const shapes: Record<string, Shape> = {};
  for (const [name, item] of Object.entries((value["shapes"] as Dict | undefined) ?? {}))
    shapes[name] = shape(item, ["shapes", name]);
  const tables: Record<string, Table> = {};
  for (const [name, item] of Object.entries((value["tables"] as Dict | undefined) ?? {}))
    tables[name] = table(item as Dict);
  const spec: Spec = { dialect, issuer: value["issuer"] ?? dialect, tables, shapes, raw: value };
  const ctx: Context = { id, spec, consts: new Map(), functions: new Map() };
  emitRequest(ctx, required);
  emitMessages(ctx);
  emitParts(ctx, partRows(value["parts"] as Dict), value["parts"].opaque === true);
  emitAnswer(ctx);
  emitStream(ctx);
  emitErrors(ctx);
  return ctx;
}
