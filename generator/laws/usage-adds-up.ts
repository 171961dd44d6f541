import type { Shape } from "../shape-nodes.ts";
import type { Subject } from "./index.ts";
import type { Finding, Law } from "./law.ts";
import { placed, walk } from "./scope.ts";

type Slot = Extract<Shape, { kind: "slot" }>;

/** What of the usage is no count of tokens of one kind. */
const NO_COUNTERS = ["total", "cost", "service_tier", "web_searches", "web_fetches"];

/**
 * Hub counters are disjoint: a wire counter that takes in several says so, two that share one are inside each other,
 * and none takes in itself.
 */
export const usageAddsUp: Law = { name: "usage-adds-up", check };

function* check(subject: Subject): Iterable<Finding> {
  const usage = placed(subject).find(({ at }) => at[0] === "usage");
  if (!usage) return;
  const sums = [...walk(usage.shape, usage.scope)].flatMap(([node]) =>
    node.kind === "slot" && node.includes.length > 0 ? [node] : [],
  );
  for (const [i, sum] of sums.entries()) {
    yield* members(sum, sums.slice(0, i));
    for (const earlier of sums.slice(0, i)) yield* shared(sum, earlier);
  }
}

function* members(sum: Slot, earlier: readonly Slot[]): Iterable<Finding> {
  for (const [i, name] of sum.includes.entries()) {
    const at = { path: [...sum.at, "includes", i], part: "value" as const };
    if (name === sum.path)
      yield { ...at, message: `\`${name}\` includes itself`, help: "leave it out" };
    else if (sum.includes.indexOf(name) < i)
      yield { ...at, message: `\`${name}\` is included twice`, help: "leave one out" };
    else if (NO_COUNTERS.includes(name))
      yield { ...at, message: `\`${name}\` is no counter of tokens`, help: "leave it out" };
    else if (earlier.some((other) => other.path === name && other.includes.includes(sum.path)))
      yield {
        ...at,
        message: `\`${sum.path}\` and \`${name}\` include each other`,
        help: "one of them holds the other",
      };
  }
}

function* shared(sum: Slot, earlier: Slot): Iterable<Finding> {
  const [own, theirs] = [
    new Set([sum.path, ...sum.includes]),
    new Set([earlier.path, ...earlier.includes]),
  ];
  const both = [...own].filter((name) => theirs.has(name));
  if (both.length === 0 || both.length === own.size || both.length === theirs.size) return;
  for (const name of sum.includes.filter((each) => theirs.has(each))) {
    const message = `\`${name}\` is counted by \`${earlier.path}\` already`;
    yield {
      path: [...sum.at, "includes", sum.includes.indexOf(name)],
      part: "value",
      message,
      help: "of two wire counters that share one, one has to hold the other",
    };
  }
}
