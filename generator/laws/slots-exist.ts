import { hubWords, PART_TYPES, requestPaths, slotNames, slotType } from "../hub.ts";
import type { Shape, SpecPath } from "../shape.ts";
import { suggest } from "../suggest.ts";
import type { Subject } from "./index.ts";
import { section, type Finding, type Law } from "./law.ts";
import { conditionPaths, placed, scopeOf, slotIn, slotsOf, walk, wordsOf, type Scope } from "./scope.ts";

/** What a spec may ask of a model's card; `ModelCard` in the runtime holds it. */
const CARD = ["id", "mode", "context", "max_output", "can", "policy", "price"];

/** Every slot that a shape, a condition or a list of losses names is one of the hub, and every case one of its words. */
export const slotsExist: Law = { name: "slots-exist", check };

function* check(subject: Subject): Iterable<Finding> {
  for (const { shape, scope } of placed(subject))
    for (const [node, inner] of walk(shape, scope)) yield* ofNode(node, inner);
  yield* lost(subject);
}

function* ofNode(node: Shape, scope: Scope): Iterable<Finding> {
  switch (node.kind) {
    case "slot":
      yield* exists(scope, node.path, node.at);
      for (const path of node.includes) yield* exists(scope, path, [...node.at, "includes", node.includes.indexOf(path)]);
      for (const [path, value] of Object.entries(node.implies)) yield* implied(scope, path, value, node.at);
      if (node.when) for (const path of conditionPaths(node.when)) yield* asked(scope, path, node.at);
      for (const item of node.or)
        if (typeof item === "string" && item.startsWith("$")) yield* asked(scope, item.slice(1), [...node.at, "or"]);
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
      if (node.absent) for (const path of conditionPaths(node.absent.when)) yield* asked(scope, path, [...node.at, "absent", "when"]);
      return;
    case "each":
      return yield* exists(scope, node.path, [...node.at, "$each"]);
    case "data_url":
      for (const path of [node.media, node.data]) yield* exists(scope, path, [...node.at, "$data_url"]);
      return;
    case "rows":
      for (const [word, path] of node.slots) yield* exists(scope, path, [...node.at, word]);
  }
}

function* exists(scope: Scope, path: string, at: SpecPath): Iterable<Finding> {
  if (slotIn(scope, path)) return;
  const message = `${scope.noun} has no slot \`${path}\``;
  yield { path: at, part: "value", message, help: suggest(path, slotsOf(scope), "slots") };
}

/** What a condition or a default asks may also be a fact of the model's card. */
function* asked(scope: Scope, path: string, at: SpecPath): Iterable<Finding> {
  const [head, fact = ""] = path.split(".");
  if (head !== "model" || fact === "") return yield* exists(scope, path, at);
  if (CARD.includes(fact)) return;
  const message = `a model's card has no \`${fact}\``;
  yield { path: at, part: "value", message, help: suggest(fact, CARD, "facts") };
}

function* implied(scope: Scope, path: string, value: unknown, at: SpecPath): Iterable<Finding> {
  if (!slotIn(scope, path)) return yield* exists(scope, path, [...at, "implies", path]);
  const words = wordsOf(scope, path);
  if (!words || words.includes(String(value))) return;
  const message = `\`${String(value)}\` is no word of \`${path}\``;
  yield { path: [...at, "implies", path], part: "value", message, help: suggest(String(value), words, "words") };
}

function* cases(scope: Scope, node: Extract<Shape, { kind: "by" }>): Iterable<Finding> {
  const words = wordsOf(scope, node.path);
  if (!words) return;
  for (const [word] of node.cases) {
    if (words.includes(word)) continue;
    const message = `\`${word}\` is no word of \`${node.path}\``;
    yield { path: [...node.at, "cases", word], part: "key", message, help: suggest(word, words, "words") };
  }
}

/** Names under `request.lost`, `tools.lost` and `messages.lost`. */
function* lost(subject: Subject): Iterable<Finding> {
  const request = [...requestPaths(), ...slotNames("Request")];
  for (const name of Object.keys(section(subject, "request", "lost")))
    if (!request.includes(name)) yield unknown(["request", "lost", name], scopeOf("Request"), name, request);
  for (const name of Object.keys(section(subject, "tools", "lost")))
    if (!slotType("Tool", name)) yield unknown(["tools", "lost", name], scopeOf("Tool"), name, slotNames("Tool"));
  const kinds = Object.keys(PART_TYPES);
  const variants = hubWords("Source");
  for (const name of Object.keys(section(subject, "messages", "lost"))) {
    const [kind = "", below = ""] = name.split(".");
    const known = [...variants, "custom", "server", "sealed", "summary"];
    if (slotType("Message", name) || (kinds.includes(kind) && (!below || known.includes(below)))) continue;
    if (slotType(PART_TYPES[kind] ?? "", below)) continue;
    const all = [...slotNames("Message"), ...kinds, ...(PART_TYPES[kind] ? slotNames(PART_TYPES[kind]).map((slot) => `${kind}.${slot}`) : [])];
    yield unknown(["messages", "lost", name], scopeOf("Message"), name, all);
  }
}

function unknown(path: SpecPath, scope: Scope, name: string, known: string[]): Finding {
  const message = `${scope.noun} has no slot \`${name}\``;
  return { path, part: "key", message, help: suggest(name, known, "slots") };
}
