import { hubWords } from "../hub.ts";
import { shape } from "../shape.ts";
import type { Subject } from "./index.ts";
import { isDict, section, type Dict, type Finding, type Law } from "./law.ts";

/** Every hub role has messages of its own or is taken in by a role that has, and no wire role is read twice. */
export const rolesAreTotal: Law = { name: "roles-are-total", check };

function* check(subject: Subject): Iterable<Finding> {
  const roles = section(subject, "messages", "roles");
  for (const role of hubWords("Role")) {
    const path = ["messages", "roles", role];
    const value: unknown = roles[role];
    if (isDict(value)) continue;
    if (typeof value !== "string")
      yield {
        path,
        part: "key",
        message: `the role \`${role}\` has no messages`,
        help: "give it a shape, or the role whose messages take it in",
      };
    else if (!isDict(roles[value]))
      yield {
        path,
        part: "value",
        message: `\`${role}\` goes to \`${value}\`, which has no messages of its own`,
        help: "name a role that has a shape",
      };
  }
  yield* readTwice(roles);
}

function* readTwice(roles: Dict): Iterable<Finding> {
  const seen = new Map<string, string>();
  const rows = Object.entries(roles).filter(([name]) => name !== "also");
  for (const [prefix, list] of [
    [[], rows],
    [["also"], Object.entries((roles["also"] as Dict | undefined) ?? {})],
  ] as const) {
    for (const [name, value] of list) {
      if (!isDict(value)) continue;
      const path = ["messages", "roles", ...prefix, name, "role"];
      for (const word of wordsOf(value)) {
        const earlier = seen.get(word);
        if (earlier !== undefined)
          yield {
            path,
            part: "value",
            message: `the wire role \`${word}\` is read as \`${earlier}\` already`,
            help: "a message is of the first role that fits",
          };
        seen.set(word, earlier ?? name);
      }
    }
  }
}

function wordsOf(row: Dict): string[] {
  const node = shape(row["role"] ?? null, []);
  return node.kind === "const"
    ? [node.value, ...node.also].filter((word) => typeof word === "string")
    : [];
}
