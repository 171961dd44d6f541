import { shape } from "../shape.ts";
import type { Subject } from "./index.ts";
import { listOf, section, type Dict, type Finding, type Law } from "./law.ts";
import { walk } from "./scope.ts";
import { VERBS } from "./verbs.ts";

interface Row {
  verb: string;
  at: (string | number)[];
  slots: Set<string>;
  writes: boolean;
}

/** The rows of a stream tell the machine all that it has to know: how it begins, what is said, how it ends and fails. */
export const streamFinishes: Law = { name: "stream-finishes", check };

function* check(subject: Subject): Iterable<Finding> {
  const raw = section(subject, "stream");
  const rows = ["events", "also"].flatMap((list) =>
    listOf<Dict>(raw[list]).map((row, i) => rowOf(row, ["stream", list, i])),
  );
  for (const row of rows) yield* needs(row, rows);
  // What a provider says is never written.
  if (!subject.provider) yield* twice(rows.filter((row) => row.at[1] === "events"));
  yield* missing(rows, raw["envelope"] !== undefined, subject.provider !== undefined);
}

function rowOf(row: Dict, at: Row["at"]): Row {
  const node = shape(row["on"], [...at, "on"]);
  const slots = new Set<string>();
  for (const [each] of walk(node, { def: "", noun: "", extra: {} })) {
    if (each.kind === "slot")
      for (const name of [each.path, each.path.split(".")[0] ?? ""]) slots.add(name);
    if (each.kind === "part") slots.add("part");
    if (each.kind === "object" && each.usage) slots.add("usage");
  }
  return { verb: String(row["do"]), at, slots, writes: row["write"] !== false };
}

function* needs({ verb, at, slots }: Row, rows: readonly Row[]): Iterable<Finding> {
  for (const name of VERBS[verb]?.needs ?? []) {
    if (slots.has(name)) continue;
    // The name of a call stands in the message that begins it, its arguments may stand in others.
    if (verb === "tool" && rows.some((row) => row.verb === verb && row.slots.has(name))) continue;
    yield {
      path: [...at, "on"],
      part: "key",
      message: `a \`${verb}\` row needs \`$${name}\``,
      help: "bind it in the message",
    };
  }
}

function* twice(rows: readonly Row[]): Iterable<Finding> {
  const seen = new Set<string>();
  for (const { verb, at, writes } of rows) {
    if (!writes) continue;
    if (seen.has(verb))
      yield {
        path: [...at, "do"],
        part: "value",
        message: `\`${verb}\` is written by an earlier row already`,
        help: "mark the row that is only read `write: false`",
      };
    seen.add(verb);
  }
}

/** A provider is only read: it may never tell a call, and need not say how a stream begins. */
function* missing(rows: readonly Row[], envelope: boolean, provider: boolean): Iterable<Finding> {
  const has = (...verbs: string[]): boolean => rows.some((row) => verbs.includes(row.verb));
  const none = (message: string, help: string): Finding => ({
    path: ["stream", "events"],
    part: "key",
    message,
    help,
  });
  if (!provider && !envelope && !has("begin"))
    yield none("nothing begins the stream", "add a `begin` row, or an `envelope`");
  if (!has("text", "part")) yield none("no row carries text", "add a `text` row");
  if (!provider && !has("tool", "arguments", "part"))
    yield none("no row carries tool calls", "add a `tool` row, or `open` and `arguments`");
  if (has("open") && !has("close"))
    yield none("blocks are opened and never closed", "add a `close` row");
  if (has("close") && !has("open"))
    yield none("blocks are closed and never opened", "add an `open` row");
  if (has("arguments") && !has("open"))
    yield none("arguments have no block", "add an `open` row, or use `tool`");
  if (!has("finish")) yield none("no row finishes the stream", "add a `finish` row");
  if (!provider && !has("fail"))
    yield none("no row says that the stream failed", "add a `fail` row");
  if (!rows.some((row) => row.slots.has("usage")))
    yield none("no row carries the usage", "bind `$usage`");
}
