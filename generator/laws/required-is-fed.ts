import hubSchema from "../../schemas/hub.schema.json" with { type: "json" };
import type { Obj, Shape } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import type { Subject } from "./index.ts";
import { isDict, listOf, section, type Dict, type Finding, type Law } from "./law.ts";
import { alternatives, definition } from "./wire.ts";

/** Slots that the gateway fills whenever it writes an answer. */
const FILLED = new Set(["model", "message", "finish", "parts", "index", "choices"]);

/** A field that the wire requires is always written: it is constant, has an `or`, or comes from what is always there. */
export const requiredIsFed: Law = { name: "required-is-fed", check };

function* check(subject: Subject): Iterable<Finding> {
  if (!subject.wire) return;
  if (!standsAlone(subject))
    yield* fields(subject, "request", definition(subject.wire, "Request"), "Request");
  // A provider's answers are only read.
  if (!subject.provider)
    yield* fields(subject, "answer", definition(subject.wire, "Answer"), "Answer");
}

/** Does the provider's body share nothing with the dialect's, so that its required fields say nothing? */
function standsAlone({ provider }: Subject): boolean {
  const own = provider?.value as Dict | undefined;
  return own?.["request"]?.["body"]?.["$replace"] === true;
}

function* fields(
  subject: Subject,
  name: "request" | "answer",
  wire: Dict | undefined,
  def: string,
): Iterable<Finding> {
  if (!wire) return;
  const at = [name, "body"];
  const body = shape(section(subject, name, "body"), at);
  if (body.kind === "object") yield* required(subject, body, wire, def);
  if (body.kind !== "object" || name === "request" || !subject.wire) return;
  for (const [field, node] of body.fields) {
    if (node.kind !== "each" || node.item?.kind !== "object") continue;
    const [item] = alternatives(subject.wire, wire["properties"][field]).items;
    const [choice] = alternatives(subject.wire, item).objects;
    if (choice) yield* required(subject, node.item, choice, "Choice");
  }
}

function* required(subject: Subject, body: Obj, wire: Dict, def: string): Iterable<Finding> {
  for (const name of listOf(wire["required"])) {
    const node = body.fields.find(([field]) => field === name)?.[1];
    if (!node && removed(subject, body.at, name)) continue;
    const path = blame(subject, body.at, name);
    if (!node)
      yield {
        path,
        part: "key",
        message: `the required field \`${name}\` is never written`,
        help: path[1] === "unsupported" ? "leave it out of the list" : "write it",
      };
    else if (!always(node, def))
      yield {
        path: [...body.at, name],
        part: "key",
        message: `the required field \`${name}\` may stay empty`,
        help: "say with `or` what stands in",
      };
  }
}

/** A provider that takes a field out by `null` says the same thing elsewhere, such as in its path. */
function removed(subject: Subject, at: Obj["at"], name: string): boolean {
  const own = at.reduce<unknown>(
    (value, step) => (isDict(value) ? value[String(step)] : undefined),
    subject.provider?.value,
  );
  const renamed = (subject.provider?.value as Dict | undefined)?.["request"]?.["rename"] as
    Dict | undefined;
  return (isDict(own) && own[name] === null) || (renamed !== undefined && name in renamed);
}

function blame(subject: Subject, at: Obj["at"], name: string): Finding["path"] {
  const unsupported = listOf(
    (subject.provider?.value as Dict | undefined)?.["request"]?.["unsupported"],
  );
  const i = unsupported.indexOf(name);
  return at[0] === "request" && i >= 0 ? ["request", "unsupported", i] : [...at, name];
}

function always(node: Shape, def: string): boolean {
  switch (node.kind) {
    case "const":
      return node.with === undefined;
    case "slot":
      if (!node.write || node.when) return false;
      return node.hasOr || node.fresh !== undefined || isRequired(def, node.path);
    case "object":
      return !node.with && node.fields.some(([, item]) => always(item, def));
    case "or":
      return node.shapes.some((item) => always(item, def));
    case "by":
      return isRequired(def, node.path);
    case "each":
      return isRequired(def, node.path);
    case "parts":
      return node.empty !== undefined || (def === "Answer" && node.as === "list");
    case "list":
    case "part":
      return true;
    default:
      return false;
  }
}

function isRequired(def: string, path: string): boolean {
  const list = (hubSchema.$defs as Dict)[def]?.required as string[] | undefined;
  return (list?.includes(path) ?? false) || (def !== "Request" && FILLED.has(path));
}
