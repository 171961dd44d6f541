import type { Shape, SpecPath } from "../shape-nodes.ts";
import { suggest } from "../suggest.ts";
import type { Part } from "../tree.ts";
import type { Subject } from "./index.ts";
import { isDict, valueAt, type Finding, type Law } from "./law.ts";
import { lostSlots } from "./lost-slots.ts";
import { placed, slotIn, slotsOf, walk, wordsOf, type Scope } from "./scope.ts";

/** What a spec may ask of a model's card; `ModelCard` in the runtime holds it. */
const CARD = ["id", "mode", "context", "max_output", "can", "policy", "price"];

/** Every slot that a shape, a condition or a list of losses names is one of the hub, and every case one of its words. */
export const slotsExist: Law = { name: "slots-exist", check };

function* check(subject: Subject): Iterable<Finding> {
  for (const { shape, scope } of placed(subject))
    for (const [node, inner] of walk(shape, scope))
      yield* ofNode(node, inner, valueAt(subject, node.at));
  yield* lostSlots(subject);
}

/** A list inside a list of one is what no wire has. */
function nested({ path, at }: { path: string; at: SpecPath }): Finding[] {
  return [
    {
      path: [...at, "as"],
      part: "value",
      message: `\`single\` writes a list of one, and \`${path}\` is a list already`,
      help: "where the wire takes only one of them, say `as: one`",
    },
  ];
}

/** The choices of an answer are a list whose items need a shape. */
function* bare(at: SpecPath): Iterable<Finding> {
  yield {
    path: at,
    part: "value",
    message: "`$choices` says nothing of what a choice looks like",
    help: "write `{ $each: choices, item: { message: $message, finish_reason: $finish } }`, or set `answer.choices: single`",
  };
}

/** `written` is the node as the spec has it: a slot is a text or a map. */
function* ofNode(node: Shape, scope: Scope, written: unknown): Iterable<Finding> {
  switch (node.kind) {
    case "slot":
      if (node.as === "single" && slotIn(scope, node.path)?.is === "strings") yield* nested(node);
      if (node.path === "choices" && scope.def === "Answer") yield* bare(node.at);
      yield* exists(scope, node.path, isDict(written) ? [...node.at, "$"] : node.at);
      for (const path of node.includes)
        yield* exists(scope, path, [...node.at, "includes", node.includes.indexOf(path)]);
      for (const [path, value] of Object.entries(node.implies))
        yield* implied(scope, path, value, node.at);
      for (const key of ["when", "unless"])
        yield* conditions(scope, isDict(written) ? written[key] : undefined, [...node.at, key]);
      for (const item of node.or)
        if (typeof item === "string" && item.startsWith("$"))
          yield* asked(scope, item.slice(1), [...node.at, "or"]);
      if (node.extensionOf) yield* exists(scope, node.extensionOf, [...node.at, "or_extension"]);
      return;
    case "const":
      if (node.with) yield* exists(scope, node.with, [...node.at, "with"]);
      return;
    case "object":
      if (node.with) yield* exists(scope, node.with, [...node.at, "$with"]);
      return;
    case "by":
      yield* exists(scope, node.path, [...node.at, "$by"]);
      yield* cases(scope, node);
      if (isDict(written))
        yield* conditions(scope, written["absent"]?.when, [...node.at, "absent", "when"]);
      return;
    case "each":
      return yield* exists(scope, node.path, [...node.at, "$each"]);
    case "data_url":
      for (const path of [node.media, node.data])
        yield* exists(scope, path, [...node.at, "$data_url"]);
      return;
    case "rows":
      for (const [word, path] of node.slots) yield* exists(scope, path, [...node.at, word]);
  }
}

function* conditions(scope: Scope, raw: unknown, at: SpecPath): Iterable<Finding> {
  if (Array.isArray(raw))
    for (const [i, each] of raw.entries()) yield* conditions(scope, each, [...at, i]);
  if (!isDict(raw)) return;
  for (const [key, value] of Object.entries(raw)) {
    if (key === "not") yield* conditions(scope, value, [...at, key]);
    else if (key === "has") yield* asked(scope, String(value), [...at, key]);
    else yield* asked(scope, key, [...at, key], "key");
  }
}

function* exists(
  scope: Scope,
  path: string,
  at: SpecPath,
  part: Part = "value",
): Iterable<Finding> {
  if (slotIn(scope, path)) return;
  const message = `${scope.noun} has no slot \`${path}\``;
  yield { path: at, part, message, help: suggest(path, slotsOf(scope), "slots") };
}

/** What a condition or a default asks may also be a fact of the model's card. */
function* asked(scope: Scope, path: string, at: SpecPath, part: Part = "value"): Iterable<Finding> {
  const [head, fact = ""] = path.split(".");
  if (head !== "model" || fact === "") return yield* exists(scope, path, at, part);
  if (CARD.includes(fact)) return;
  const message = `a model's card has no \`${fact}\``;
  yield { path: at, part, message, help: suggest(fact, CARD, "facts") };
}

function* implied(scope: Scope, path: string, value: unknown, at: SpecPath): Iterable<Finding> {
  if (!slotIn(scope, path)) return yield* exists(scope, path, [...at, "implies", path]);
  const words = wordsOf(scope, path);
  if (!words || words.includes(String(value))) return;
  const message = `\`${String(value)}\` is no word of \`${path}\``;
  yield {
    path: [...at, "implies", path],
    part: "value",
    message,
    help: suggest(String(value), words, "words"),
  };
}

function* cases(scope: Scope, node: Extract<Shape, { kind: "by" }>): Iterable<Finding> {
  const words = wordsOf(scope, node.path);
  if (!words) return;
  for (const [word] of node.cases) {
    if (words.includes(word)) continue;
    const message = `\`${word}\` is no word of \`${node.path}\``;
    yield {
      path: [...node.at, "cases", word],
      part: "key",
      message,
      help: suggest(word, words, "words"),
    };
  }
}
