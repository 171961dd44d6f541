import { hubWords, PART_TYPES, requestPaths, slotNames, slotType } from "../hub.ts";
import type { SpecPath } from "../shape-nodes.ts";
import { suggest } from "../suggest.ts";
import type { Subject } from "./index.ts";
import { section, type Finding } from "./law.ts";
import { scopeOf, type Scope } from "./scope.ts";

/** Variants of parts that are no source of bytes. */
const VARIANTS = ["custom", "server", "sealed", "summary"];

/** Names under `request.lost`, `tools.lost` and `messages.lost` that the hub does not have. */
export function* lostSlots(subject: Subject): Iterable<Finding> {
  const request = [...requestPaths(), ...slotNames("Request")];
  for (const name of Object.keys(section(subject, "request", "lost")))
    if (!request.includes(name))
      yield unknown(["request", "lost", name], scopeOf("Request"), name, request);
  for (const name of Object.keys(section(subject, "tools", "lost")))
    if (!slotType("Tool", name))
      yield unknown(["tools", "lost", name], scopeOf("Tool"), name, slotNames("Tool"));
  for (const name of Object.keys(section(subject, "messages", "lost"))) {
    const known = messageNames(name.split(".")[0] ?? "");
    if (!known.includes(name))
      yield unknown(["messages", "lost", name], scopeOf("Message"), name, known);
  }
}

/** What of messages can be lost: their slots, kinds of parts, and the variants and slots of one kind. */
function messageNames(kind: string): string[] {
  const below =
    PART_TYPES[kind] === undefined
      ? []
      : [...hubWords("Source"), ...VARIANTS, ...slotNames(PART_TYPES[kind])];
  return [
    ...slotNames("Message"),
    ...Object.keys(PART_TYPES),
    ...below.map((name) => `${kind}.${name}`),
  ];
}

function unknown(path: SpecPath, scope: Scope, name: string, known: string[]): Finding {
  const message = `${scope.noun} has no slot \`${name}\``;
  return { path, part: "key", message, help: suggest(name, known, "slots") };
}
