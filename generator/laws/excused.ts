import type { Subject } from "./index.ts";
import { named, section } from "./law.ts";
import type { Spot } from "./trace.ts";

/** The lists of names with reasons that speak of an area, the first of them for the help. */
const LISTS: Readonly<Record<Spot["area"], readonly (readonly [section: string, list: string])[]>> =
  {
    request: [
      ["request", "ignore"],
      ["request", "rest"],
    ],
    messages: [
      ["messages", "ignore"],
      ["messages", "rest"],
    ],
    tools: [
      ["tools", "ignore"],
      ["tools", "rest"],
    ],
    answer: [["answer", "ignore"]],
    events: [
      ["stream", "ignore"],
      ["answer", "ignore"],
    ],
    errors: [],
  };

/** Is what stands below a spot named with a reason? */
export function excused(subject: Subject, spot: Spot, name: string): boolean {
  const names = LISTS[spot.area].flatMap(([head, list]) =>
    Object.keys(section(subject, head, list)),
  );
  // The reason of a refused prompt is read from where `answer.blocked` says.
  const blocked: unknown = section(subject, "answer")["blocked"];
  if (spot.area === "answer" && typeof blocked === "string")
    names.push(blocked.split(".")[0] ?? "");
  const path = [...spot.path, name].join(".");
  // In messages the word of a role or block may be the name of a field too.
  const above = spot.area === "messages" ? names.includes(path) : named(names, path);
  return above || shorter(spot, name, path).some((each) => names.includes(each));
}

/** How else it can be named: alone, or by the word of its object. A word alone excuses nothing below it. */
function shorter({ area, labels }: Spot, name: string, path: string): string[] {
  const alone = area === "messages" || area === "tools" ? [name] : [];
  return [...alone, ...labels.flatMap((label) => [`${label}.${name}`, `${label}.${path}`])];
}

/** Where to name it, for the help. */
export function wayOut({ area, path, labels }: Spot, name: string): string {
  const [list] = LISTS[area];
  const label = area === "messages" || area === "events" ? labels.slice(0, 1) : [];
  const text = [...label, ...path, name].join(".");
  return list
    ? `map it, or name it under \`${list.join(".")}\` as \`${text}\` with the reason`
    : "map it";
}
