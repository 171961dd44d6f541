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
  // The reason of a refused prompt is read from where `answer.blocked` says.
  const blocked: unknown = section(subject, "answer")["blocked"];
  if (spot.area === "answer" && typeof blocked === "string") names.push(blocked.split(".")[0] ?? "");
  return spellings(spot, name).some((path) => named(names, path));
}

/** How it can be named: by its path, by the word of its object, or by both. */
function spellings({ area, path, labels }: Spot, name: string): string[] {
  const full = [...path, name].join(".");
  const alone = area === "messages" || area === "tools" ? [name] : [];
  return [full, ...alone, ...labels.flatMap((label) => [`${label}.${name}`, `${label}.${full}`])];
}

/** Where to name it, for the help. */
export function wayOut({ area, path, labels }: Spot, name: string): string {
  const [list] = LISTS[area];
  const label = area === "messages" || area === "events" ? labels.slice(0, 1) : [];
  const text = [...label, ...path, name].join(".");
  return list ? `map it, or name it under \`${list.join(".")}\` as \`${text}\` with the reason` : "map it";
}
