import dialectSchema from "../../schemas/dialect.schema.json" with { type: "json" };
import sectionsSchema from "../../schemas/sections.schema.json" with { type: "json" };
import { validate } from "../validate.ts";
import type { Subject } from "./index.ts";
import { section, type Dict, type Finding, type Law } from "./law.ts";
import { placed, walk } from "./scope.ts";

/** What a provider says that a dialect does not. */
const OWN = new Set(["dialect", "native", "base_url", "auth", "headers", "prompt_cache"]);

/** Lists whose rows `null` removes in a provider. */
const REMOVABLE = [
  ["request", "rest"],
  ["request", "lost"],
  ["request", "ignore"],
  ["parts"],
  ["messages", "rest"],
  ["messages", "lost"],
  ["messages", "ignore"],
  ["tools", "rest"],
  ["tools", "lost"],
  ["tools", "ignore"],
  ["answer", "ignore"],
  ["finish", "read"],
  ["finish", "also"],
  ["stream", "ignore"],
  ["extensions"],
];

/**
 * A provider laid over its dialect is still a whole spec: a map of modifiers meant for one word may have landed on
 * another. A dialect inherits nothing, so nothing is removed in one.
 */
export const mergedIsValid: Law = { name: "merged-is-valid", check };

function* check(subject: Subject): Iterable<Finding> {
  if (subject.provider) {
    const broken = [...merged(subject)];
    yield* broken;
    if (broken.length > 0) return;
  } else yield* removals(subject);
  yield* modifiers(subject);
}

/** The schema's findings, each with the code that the schema gives it. */
function* merged(subject: Subject): Iterable<Finding> {
  const entries = Object.entries(subject.value).filter(
    ([key]) => !OWN.has(key) && !key.startsWith("$"),
  );
  const places = new Map<object, Finding["path"]>();
  const locate: Subject["document"]["locate"] = (path, part) => {
    const place = subject.document.locate(path, part);
    places.set(place, path);
    return place;
  };
  for (const each of validate({ value: Object.fromEntries(entries), locate }, dialectSchema, [
    sectionsSchema,
  ])) {
    const path = [...places].find(([place]) => sameSpot(place as Dict, each))?.[1] ?? [];
    const part = each.law === "invalid-value" ? "value" : "key";
    yield { path, part, message: each.message, help: each.help, code: each.law };
  }
}

function sameSpot(place: Dict, other: Dict): boolean {
  return ["file", "line", "col", "length"].every((key) => place[key] === other[key]);
}

function* removals(subject: Subject): Iterable<Finding> {
  for (const path of REMOVABLE) {
    for (const [name, value] of Object.entries(section(subject, ...path))) {
      if (value !== null) continue;
      const message = `\`${name}\` is not inherited, so there is nothing to remove`;
      yield {
        path: [...path, name],
        part: "key",
        message,
        help: "leave the key out",
        code: "removed-key-exists",
      };
    }
  }
}

/** `as` may be inherited, so that only the merged word has to have it. */
function* modifiers(subject: Subject): Iterable<Finding> {
  for (const { shape, scope } of placed(subject)) {
    for (const [node] of walk(shape, scope)) {
      if ((node.kind !== "parts" && node.kind !== "system") || node.as !== "undefined") continue;
      yield {
        path: node.at,
        part: "key",
        message: "missing key `as`",
        help: "how the parts are written: `list`, `text`, ...",
        code: "missing-key",
      };
    }
  }
}
