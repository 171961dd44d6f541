import type * as Hub from "../../../generated/hub.types.ts";
import type { TaskClass } from "../../../runtime/route-config.ts";
import { choice, schema, tools } from "../classify-case.ts";
import type { Labelled } from "../classify-case.ts";
import { FILLS } from "./fills.ts";

/*
 * Patterns: `(a|b|)` is one of these, `{slot}` is filled from FILLS, `\` takes the next character as it is, `#tag` at the
 * beginning sets the request's settings, ` ||| ` ends a system prompt and ` >>> ` ends a turn.
 */

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One request of a pattern. */
export function expand(task: TaskClass, pattern: string, random: () => number): Labelled {
  const [, tag = "", rest = ""] = /^(?:#(\w+) )?([^]*)$/.exec(pattern)!;
  const [turns = "", system] = rest.split(" ||| ").reverse();
  const said = turns.split(" >>> ").map((each) => sloppy(fill(each, random), random));
  const told = system === undefined ? anySystem(random) : fill(system, random);
  const before = said.slice(0, -1);
  const [label, prompt] = [task, said.at(-1)!];
  return [label, prompt, { ...anySetting(random), ...settings(tag, random) }, told, before];
}

function fill(pattern: string, random: () => number): string {
  let at = 0;
  // One of the alternatives up to the closing bracket; those not taken are read but not filled.
  const group = (): string => {
    const options = [""];
    while (at < pattern.length) {
      const char = pattern[at++]!;
      if (char === ")") break;
      else if (char === "|") options.push("");
      else if (char === "(") options[options.length - 1] += group();
      else if (char === "\\") options[options.length - 1] += `\\${pattern[at++] ?? ""}`;
      else options[options.length - 1] += char;
    }
    return pick(options, random);
  };
  let flat = "";
  while (at < pattern.length) {
    const char = pattern[at++]!;
    if (char === "(") flat += group();
    else if (char === "\\") flat += `\\${pattern[at++] ?? ""}`;
    else flat += char;
  }
  const whole = flat.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const fills = Object.hasOwn(FILLS, name) ? FILLS[name] : undefined;
    // What was escaped stays so until the end.
    return fills ? fill(pick(fills, random), random).replaceAll("\\", "\\\\") : slot;
  });
  return whole.replace(/\\([^])/g, "$1");
}

/** People type small letters and forget the last full stop. */
function sloppy(text: string, random: () => number): string {
  if (random() < 0.15) return text.toLowerCase();
  return random() < 0.1 ? text.replace(/[.?:]$/, "") : text;
}

const SYSTEMS = [
  "You are a helpful assistant.",
  "You are a helpful assistant. Answer in the language of the user.",
  "Today is {n} May. Be accurate and brief.",
  "You work for {firm}. Follow the instructions of the user.",
  "Format your answer in markdown.",
];

function anySystem(random: () => number): string | undefined {
  return random() < 0.2 ? fill(pick(SYSTEMS, random), random) : undefined;
}

/** What any request may have, so that it points nowhere. */
function anySetting(random: () => number): Partial<Hub.Request> {
  const also: Partial<Hub.Request> = {};
  if (random() < 0.25) also.max_tokens = pick([100, 256, 512, 1024, 2048, 4096], random);
  if (random() < 0.3) also.temperature = pick([0, 0.2, 0.7, 1], random);
  if (random() < 0.06) Object.assign(also, tools(...some(ASSISTING, 2, random)));
  if (random() < 0.04) also.reasoning = pick([{ effort: "low" }, { mode: "off" }], random);
  if (random() < 0.03) also.output = { type: "json" };
  return also;
}

const ASSISTING =
  "get_weather search_orders open_ticket send_message book find_product lookup calendar set_reminder play".split(
    " ",
  );
const WORKING =
  "search open_page take_note calculate compare plan query_data finish cite ask summarize chart list_notes".split(
    " ",
  );
const EDITING =
  "bash read_file write_file edit_file apply_patch grep list_dir run_tests shell glob".split(" ");
const FIELDS =
  "name date total email items address vendor people title amount summary phone city".split(" ");

function settings(tag: string, random: () => number): Partial<Hub.Request> {
  switch (tag) {
    case "short":
      return { max_tokens: pick([1, 3, 5, 8, 10, 16, 20, 30], random) };
    case "choice":
      return choice(...pick([["a", "b"], ["yes", "no"], FIELDS.slice(0, 4)], random));
    case "flag":
      return schema({ flag: { type: "boolean" } });
    case "score":
      return schema({ score: { type: "integer" } });
    case "schema":
      return schema(
        Object.fromEntries(
          some(FIELDS, 3 + Math.floor(random() * 4), random).map((name) => [
            name,
            { type: pick(["string", "string", "array", "number"], random) },
          ]),
        ),
      );
    case "json":
      return random() < 0.7 ? { output: { type: "json" } } : {};
    case "call":
      return { ...tools("save_record"), tool_choice: { mode: "required" } };
    case "files":
      return tools(...some(EDITING, 2 + Math.floor(random() * 4), random));
    case "assist":
      return random() < 0.6 ? tools(...some(ASSISTING, 1 + Math.floor(random() * 4), random)) : {};
    case "many":
      return tools(...some(WORKING, 6 + Math.floor(random() * 5), random));
    case "effort":
      return { reasoning: { effort: pick(["medium", "high", "high", "xhigh"], random) } };
    case "budget":
      return { reasoning: { mode: "budget", budget: pick([4096, 8192, 16000], random) } };
    default:
      return {};
  }
}

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)]!;
}

function some<T>(from: readonly T[], count: number, random: () => number): T[] {
  const left = [...from];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0)
    taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
}
