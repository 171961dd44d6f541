import type { Subject } from "./index.ts";
import { named, section } from "./law.ts";
import type { Spot } from "./trace.ts";

/** The lists of names with reasons that speak of an area, the first of them for the help. */
const LISTS: Readonly<Record<Spot["area"], readonly (readonly [section: string, list: string])[]>> = {
  request: [["request", "ignore"], ["request", "rest"]],
  messages: [["messages", "ignore"], ["messages", "rest"]],
  tools: [["tools", "ignore"], ["tools", "rest"]],
  answer: [["answer", "ignore"]],
  events: [["stream", "ignore"], ["answer", "ignore"]],
  errors: [],
};

/** Is what stands below a spot named with a reason? */
export function excused(subject: Subject, spot: Spot, name: string): boolean {
  const names = LISTS[spot.area].flatMap(([head, list]) => Object.keys(section(subject, head, list)));
  return spellings(spot, name).some((path) => named(names, path));
}

/** How the name can be written: in full, without the steps between, or alone. */
function spellings({ area, path }: Spot, name: string): string[] {
  const steps = path === "" ? [] : path.split(".");
  const full = [...steps, name].join(".");
  if (area !== "messages" && area !== "events") return [full];
  const [first, ...rest] = steps;
  return [full, [first, name].join("."), [...rest, name].join("."), name];
}

/** Where to name it, for the help. */
export function wayOut(spot: Spot, name: string): string {
  const [list] = LISTS[spot.area];
  const path = spot.path === "" ? name : `${spot.path}.${name}`;
  return list ? `map it, or name it under \`${list.join(".")}\` as \`${path}\` with the reason` : "map it";
}
