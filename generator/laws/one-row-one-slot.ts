import type { Condition, Shape, SpecPath } from "../shape-nodes.ts";
import type { Subject } from "./index.ts";
import type { Finding, Law } from "./law.ts";
import { placed } from "./scope.ts";

interface Writer {
  path: string;
  at: SpecPath;
  when: Condition | undefined;
}

const SECTIONS = ["request", "tools", "answer"];

/** A slot is written to one place, unless conditions say which of several; other spellings are `write: false`. */
export const oneRowOneSlot: Law = { name: "one-row-one-slot", check };

function* check(subject: Subject): Iterable<Finding> {
  for (const { shape, at } of placed(subject)) {
    if (!SECTIONS.includes(String(at[0]))) continue;
    const seen = new Map<string, Writer[]>();
    for (const writer of writers(shape)) {
      const earlier = seen.get(writer.path) ?? [];
      const clash = earlier.find((other) => !exclusive(other.when, writer.when));
      if (clash)
        yield {
          ...blame(subject, writer.at, clash.at, writer.path),
          help: "mark the spelling that is only read `write: false`",
        };
      seen.set(writer.path, [...earlier, writer]);
    }
  }
}

/** Of two places the later one is to blame, but for one that a provider did not write. */
function blame(subject: Subject, later: SpecPath, earlier: SpecPath, path: string): Finding {
  const own = subject.provider?.match(later).depth ?? later.length;
  const [at, other] = own === later.length ? [later, earlier] : [earlier, later];
  return {
    path: at,
    part: "key",
    message: `\`$${path}\` is written to \`${field(other)}\` already`,
  };
}

/** What writes a slot whatever other slots hold; cases and alternatives exclude each other. */
function* writers(node: Shape): Iterable<Writer> {
  if (node.kind === "object") for (const [, item] of node.fields) yield* writers(item);
  else if (node.kind === "list") yield* writers(node.item);
  else if (node.kind === "slot" && node.write && !node.add)
    yield { path: node.path, at: node.at, when: node.when };
  else if (node.kind === "each") yield { path: node.path, at: node.at, when: undefined };
}

function exclusive(a: Condition | undefined, b: Condition | undefined): boolean {
  if (!a || !b) return false;
  if (a.is === "not") return JSON.stringify(a.condition) === JSON.stringify(b);
  if (b.is === "not") return JSON.stringify(b.condition) === JSON.stringify(a);
  return a.is === "equals" && b.is === "equals" && a.path === b.path && a.value !== b.value;
}

function field(at: SpecPath): string {
  return at
    .slice(2)
    .filter((step) => step !== "$or")
    .join(".");
}
