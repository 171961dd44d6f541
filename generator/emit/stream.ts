import type { Obj } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import type { Context } from "./context.ts";
import { emitDecoder } from "./stream-decoder.ts";
import type { Row } from "./stream-rows.ts";
import { emitTemplates } from "./stream-templates.ts";

type Dict = Record<string, any>;

/** Emits `events` (the client side) and `decodeEvent` (the upstream side). */
export function emitStream(ctx: Context): void {
  const raw = ctx.spec.raw["stream"] as Dict;
  const also = ((raw["also"] as Dict[] | undefined) ?? []).map(
    (row) => ({ ...row, write: false }) as Dict,
  );
  const rows = [...(raw["events"] as Dict[]), ...also].map((row, i): Row => ({
    verb: row.do,
    on: shape(row.on, ["stream", "events", i, "on"]) as Obj,
    read: row.read !== false,
    write: row.write !== false,
    unless: row.unless === undefined ? [] : [row.unless].flat(),
  }));
  const envelope = raw["envelope"]
    ? (shape(raw["envelope"], ["stream", "envelope"]) as Obj)
    : undefined;
  ctx.functions.set("events", emitTemplates(ctx, rows, envelope));
  ctx.functions.set("decodeEvent", emitDecoder(ctx, rows, envelope));
}
