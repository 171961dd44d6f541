import type { SpecPath } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import { follow, placeOf } from "./follow.ts";
import type { Subject } from "./index.ts";
import { isDict, listOf, section, type Dict } from "./law.ts";
import { definition } from "./wire.ts";

/** A place on the wire: which list of excused names speaks of it, and how it is named there. */
export interface Spot {
  area: "request" | "messages" | "tools" | "answer" | "events" | "errors";
  /** The fields that lead to it, from the root of the area. */
  path: string[];
  /** The words that tell the objects on the way from others of their unions. */
  labels: string[];
}

/** An object of the wire that shapes lead to. */
export interface Seen {
  keys: Set<string>;
  spots: Spot[];
  at: SpecPath;
}

/** A union of objects, and those of them that shapes lead to. */
export interface Union {
  objects: Dict[];
  taken: Set<Dict>;
  spots: Spot[];
  at: SpecPath;
}

/** An enumeration of the wire, and the constants that stand where it does. */
export interface Words {
  seen: Set<string>;
  /** A slot stands there: it says every word, by a table or as it is. */
  slot: boolean;
  spots: Spot[];
  at: SpecPath;
}

/** A name or word of the spec that the wire does not know, where it was looked for. */
export interface Stranger {
  at: SpecPath;
  part: "key" | "value";
  word: string;
  known: string[];
  where: Dict | undefined;
}

/** What a spec says, laid over the wire schema. */
export interface Trace {
  objects: Map<Dict, Seen>;
  unions: Map<Dict, Union>;
  enums: Map<Dict, Words>;
  /** Slots that read a closed set of words by a table, or by the finish table. */
  tables: { table: string; words: string[]; at: SpecPath }[];
  strangers: Stranger[];
}

/** A trace in the making. */
export interface Walker extends Trace {
  root: Dict;
  subject: Subject;
  /** Places that were found on the wire at least once: a row may stand where some of its fields do not. */
  found: Set<string>;
  visited: Map<unknown, Set<string>>;
}

const memo = new WeakMap<object, Trace>();

/** Lays every shape of a spec over its wire schema; undefined when there is none. */
export function trace(subject: Subject): Trace | undefined {
  if (!subject.wire) return undefined;
  const known = memo.get(subject.value) ?? traced(subject, subject.wire);
  memo.set(subject.value, known);
  return known;
}

function traced(subject: Subject, root: Dict): Trace {
  const w: Walker = {
    root,
    subject,
    objects: new Map(),
    unions: new Map(),
    enums: new Map(),
    tables: [],
    strangers: [],
    found: new Set(),
    visited: new Map(),
  };
  const sections: [string[], string, Spot["area"]][] = [
    [["request", "body"], "Request", "request"],
    [["answer", "body"], "Answer", "answer"],
    [["stream", "envelope"], "Event", "events"],
    [["errors", "body"], "Error", "errors"],
  ];
  for (const [path, name, area] of sections) {
    const value = path.reduce<unknown>(
      (at, key) => (isDict(at) ? at[key] : undefined),
      subject.value,
    );
    if (isDict(value)) follow(w, shape(value, path), definition(root, name), placeOf(area));
  }
  for (const list of ["events", "also"])
    for (const [i, row] of listOf<Dict>(section(subject, "stream")[list]).entries())
      // A stream may bring an `Error` in the place of an `Event`.
      follow(
        w,
        shape(row["on"], ["stream", list, i, "on"]),
        definition(root, row["do"] === "fail" ? "Error" : "Event"),
        placeOf("events"),
      );
  return { ...w, strangers: neverFound(w) };
}

/** A name that was looked for in several places is strange when none of them knows it. */
function neverFound(w: Walker): Stranger[] {
  const byPlace = new Map<string, Stranger>();
  for (const each of w.strangers) {
    const key = JSON.stringify(each.at);
    if (w.found.has(key)) continue;
    const known = byPlace.get(key);
    byPlace.set(key, known ? { ...known, known: [...known.known, ...each.known] } : each);
  }
  return [...byPlace.values()];
}
