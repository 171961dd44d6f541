import { hubWords } from "../hub.ts";
import type { Subject } from "./index.ts";
import { isDict, section, type Dict, type Finding, type Law } from "./law.ts";
import { excused, wayOut } from "./excused.ts";
import { placed, walk, wordsOf as hubWordsOf } from "./scope.ts";
import { trace } from "./trace.ts";
import { wordsOf } from "./wire.ts";

/** Every word that the wire is known to say is read, and every word of a hub enumeration is written. */
export const enumIsTotal: Law = { name: "enum-is-total", check };

function* check(subject: Subject): Iterable<Finding> {
  if (!subject.provider) {
    yield* tables(subject);
    yield* constants(subject);
  }
  yield* written(subject);
  yield* casesOf(subject);
  yield* finish(subject);
  yield* errors(subject);
}

/** The wire's words of a slot that has a table. */
function* tables(subject: Subject): Iterable<Finding> {
  const said = new Set<string>();
  for (const { table, words } of trace(subject)?.tables ?? []) {
    const path = table === "finish" ? ["finish", "read"] : ["tables", table];
    const known = {
      ...section(subject, ...path),
      ...(table === "finish" ? section(subject, "finish", "also") : {}),
    };
    for (const word of words) {
      if (word in known || said.has(`${table} ${word}`)) continue;
      said.add(`${table} ${word}`);
      yield {
        path,
        part: "key",
        message: `the wire's word \`${word}\` is not in \`${path.join(".")}\``,
        help: "give it a row; a word that means nothing has the row `null`",
      };
    }
  }
}

/** The wire's words where constants stand for them. */
function* constants(subject: Subject): Iterable<Finding> {
  for (const [schema, { seen, slot, spots, at }] of trace(subject)?.enums ?? []) {
    const [spot] = spots;
    // A constant is its own enumeration, which unions tell apart; who answers is no question.
    if (slot || !spot || spot.area === "errors" || "const" in schema) continue;
    if (spot.area === "events" && spot.path.at(-1) === "role") continue;
    for (const word of wordsOf(schema) ?? []) {
      if (seen.has(word) || spots.some((each) => excused(subject, each, word))) continue;
      yield {
        path: at,
        part: "key",
        message: `the wire's word \`${word}\` is never read`,
        help: wayOut(spot, word),
      };
    }
  }
}

/** The hub's words of a slot that has a table. */
function* written(subject: Subject): Iterable<Finding> {
  const said = new Set<string>();
  for (const { shape, scope } of placed(subject)) {
    for (const [node, inner] of walk(shape, scope)) {
      if (node.kind !== "slot" || !node.table || !node.write) continue;
      const table: unknown = section(subject, "tables")[node.table];
      if (!isDict(table)) continue;
      for (const word of hubWordsOf(inner, node.path) ?? []) {
        if (writes(table, word) || said.has(`${node.table} ${word}`)) continue;
        said.add(`${node.table} ${word}`);
        yield {
          path: ["tables", node.table],
          part: "key",
          message: `the hub's word \`${word}\` is not written by table \`${node.table}\``,
          help: "give it a row under `$write`; `null` writes nothing",
        };
      }
    }
  }
}

function writes(table: Dict, word: string): boolean {
  const own = Object.entries(table).some(
    ([key, value]) => key !== "$write" && String(value) === word,
  );
  return own || word in ((table["$write"] as Dict | undefined) ?? {});
}

/** The cases of a `$by` that is the only one to say its slot. */
function* casesOf(subject: Subject): Iterable<Finding> {
  for (const { shape, scope } of placed(subject)) {
    const inOr = new Set(
      [...walk(shape, scope)].flatMap(([node]) => (node.kind === "or" ? node.shapes : [])),
    );
    for (const [node, inner] of walk(shape, scope)) {
      if (node.kind !== "by" || !node.write || inOr.has(node)) continue;
      const known = node.cases.map(([word]) => word);
      for (const word of hubWordsOf(inner, node.path) ?? [])
        if (!known.includes(word))
          yield {
            path: [...node.at, "cases"],
            part: "key",
            message: `no case for \`${word}\` of \`${node.path}\``,
            help: "give it a shape, `null`, or `$lost` with the reason",
          };
    }
  }
}

function* finish(subject: Subject): Iterable<Finding> {
  const read = Object.values(section(subject, "finish", "read"));
  const write = section(subject, "finish", "write");
  for (const word of hubWords("Finish")) {
    if (word in write || read.includes(word)) continue;
    yield {
      path: ["finish", "write"],
      part: "key",
      message: `no wire word for the finish \`${word}\``,
      help: "give it a row under `finish.write`; `null` writes none",
    };
  }
}

function* errors(subject: Subject): Iterable<Finding> {
  const write = section(subject, "errors", "write");
  for (const kind of hubWords("ErrorKind"))
    if (!(kind in write))
      yield {
        path: ["errors", "write"],
        part: "key",
        message: `no status for errors of the kind \`${kind}\``,
        help: "give it a row under `errors.write`",
      };
}
