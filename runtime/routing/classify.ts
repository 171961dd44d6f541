import type * as Hub from "../../generated/hub.types.ts";
import type { TaskClass } from "../config-types.ts";
import { CODE, MATHS, SIGNS } from "./classify-words.ts";

/** What a request is about, how sure that is (the winner's share of all points, 0 to 1), and what told so. */
export interface Classification {
  task: TaskClass;
  score: number;
  because: string[];
}

/** Characters that are looked at: instructions stand at the beginning or at the end. */
const HEAD = 3000;
const TAIL = 1500;
/** Within these of either end a word is an instruction; farther in it is part of the material. */
const EDGE = 400;
/** What the system says counts less than the turn itself. */
const SYSTEM = 0.6;
const TASKS: readonly TaskClass[] = ["simple", "extraction", "chat", "code", "reasoning"];

/**
 * Says from the request alone, with signs that add up, what kind of task it is. Deterministic, and in a time that
 * does not grow with the prompt beyond a few kilobytes.
 */
export function classify(hub: Hub.Request): Classification {
  const tally = new Tally();
  const turn = lastUserText(hub);
  const { prose, code } = withoutFences(turn);
  if (code > 0) tally.add("code", code > 40 ? 2.5 : 1, "has a block of code");
  readProse(tally, prose, 1);
  readProse(tally, withoutFences(systemText(hub)).prose, SYSTEM);
  if (CODE.test(prose)) tally.add("code", 2, "looks like code or an error of a program");
  if (MATHS.test(prose)) tally.add("reasoning", 2, "has mathematical notation");
  readSettings(tally, hub);
  readShape(tally, hub, prose);
  return tally.result();
}

class Tally {
  readonly #points: Record<TaskClass, number> = {
    simple: 0,
    extraction: 0,
    chat: 1,
    code: 0,
    reasoning: 0,
  };
  readonly #because: [task: TaskClass, points: number, reason: string][] = [];

  add(task: TaskClass, points: number, reason: string): void {
    this.#points[task] += points;
    this.#because.push([task, points, reason]);
  }

  result(): Classification {
    let task: TaskClass = "chat";
    let sum = 0;
    for (const each of TASKS) {
      sum += Math.max(0, this.#points[each]);
      if (this.#points[each] > this.#points[task]) task = each;
    }
    const reasons = this.#because.filter(([each]) => each === task).sort((a, b) => b[1] - a[1]);
    const because = [...new Set(reasons.map(([, , reason]) => reason))];
    if (because.length === 0) because.push("nothing points elsewhere");
    return { task, score: Math.round((100 * this.#points[task]) / sum) / 100, because };
  }
}

/** Each kind of sign once: a word that comes ten times says no more than one that comes once. */
function readProse(tally: Tally, prose: string, weight: number): void {
  if (prose === "") return;
  const isShort = prose.length <= 2 * EDGE;
  const edges = isShort ? prose : `${prose.slice(0, EDGE)}\n${prose.slice(-EDGE)}`;
  const seen = new Set<string>();
  for (const { task, points, name, pattern } of SIGNS) {
    if (seen.has(task + name) || !pattern.test(edges)) continue;
    seen.add(task + name);
    tally.add(task, points * weight, weight === 1 ? name : `${name} (system)`);
  }
}

/** What the request says outside its words. */
function readSettings(tally: Tally, hub: Hub.Request): void {
  const { reasoning, output, max_tokens, tools } = hub;
  const { mode, effort, budget } = reasoning ?? {};
  if (effort === "medium" || effort === "high" || effort === "xhigh" || effort === "max")
    tally.add("reasoning", 3, `asks for reasoning (${effort})`);
  else if ((budget !== undefined && budget > 1024) || mode === "on" || mode === "adaptive")
    tally.add("reasoning", 2, "asks for reasoning");
  else if (mode === "off" || effort === "none") tally.add("reasoning", -1.5, "reasoning is off");
  if (output?.type === "schema")
    if (isChoice(output.schema)) tally.add("simple", 3, "the answer is a choice");
    else tally.add("extraction", 3, "the answer has a schema");
  else if (output?.type === "json") tally.add("extraction", 1.5, "the answer is JSON");
  if (max_tokens !== undefined && max_tokens <= 24)
    tally.add("simple", 2.5, "the answer is a few tokens");
  if (tools && tools.length >= 8) tally.add("reasoning", 0.8, "has many tools");
  if (tools?.some(({ name }) => /bash|shell|edit|write_file|apply_patch|read_file/i.test(name)))
    tally.add("code", 2, "has tools for files or commands");
}

/** Length and turns. */
function readShape(tally: Tally, hub: Hub.Request, prose: string): void {
  const turns = hub.messages.filter(({ role }) => role === "user").length;
  if (turns >= 4) tally.add("chat", 0.6, "is a conversation");
  if (prose.length > 0 && prose.length < 40) tally.add("chat", 0.6, "is short");
  if (prose.length > 2500) tally.add("extraction", 0.5, "is long");
  const questions = prose.split("?").length - 1;
  const numbers = prose.length < 1500 ? (prose.match(/\d+(?:[.,]\d+)?/g)?.length ?? 0) : 0;
  if (numbers >= 3 && questions >= 1)
    tally.add("reasoning", 1.2, "a question with several numbers");
}

/** Does a schema leave only a few choices: enums, truth values, numbers, at most three of them? */
function isChoice(schema: Record<string, unknown> | undefined): boolean {
  const properties = schema?.["properties"];
  const fields =
    typeof properties === "object" && properties !== null ? Object.values(properties) : [schema];
  return fields.length > 0 && fields.length <= 3 && fields.every(isSmall);
}

function isSmall(field: unknown): boolean {
  if (typeof field !== "object" || field === null) return false;
  const { type, enum: values, const: constant } = field as Record<string, unknown>;
  return (
    Array.isArray(values) ||
    constant !== undefined ||
    type === "boolean" ||
    type === "number" ||
    type === "integer"
  );
}

function lastUserText(hub: Hub.Request): string {
  const turn = hub.messages.findLast(({ role, parts }) => role === "user" && parts.some(isText));
  return turn ? bounded(turn.parts) : "";
}

function systemText(hub: Hub.Request): string {
  const turn = hub.messages.find(({ role }) => role === "system");
  return turn ? bounded(turn.parts).slice(0, HEAD) : "";
}

function isText(part: Hub.Part): boolean {
  return part.kind === "text";
}

/** The first and the last characters, without building the whole. */
function bounded(parts: readonly Hub.Part[]): string {
  let head = "";
  let tail = "";
  for (const part of parts) {
    if (part.kind !== "text") continue;
    const room = HEAD - head.length;
    if (room > 0) head += `${part.text.slice(0, room)}\n`;
    const rest = part.text.length > room ? part.text.slice(Math.max(room, 0)) : "";
    if (rest !== "") tail = (tail + rest.slice(-TAIL)).slice(-TAIL);
  }
  return tail === "" ? head.trim() : `${head}${tail}`.trim();
}

/** The prose around blocks of code, and how many characters of code there are. */
function withoutFences(text: string): { prose: string; code: number } {
  if (!text.includes("```")) return { prose: text, code: 0 };
  const pieces = text.split("```");
  const prose = pieces.filter((_piece, i) => i % 2 === 0).join("\n");
  return { prose, code: text.length - prose.length };
}
