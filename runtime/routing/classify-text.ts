import type * as Hub from "../../generated/hub.types.ts";

/** Characters of a turn that are looked at: instructions stand at its beginning or at its end. */
const HEAD = 3000;
const TAIL = 1000;
/** Within these of either end words may be instructions; farther in they are material. */
const EDGE = 400;
/** Characters of the system prompt: who is spoken to stands first. */
const SYSTEM = 600;

/** What a request says in words, cut to a bounded size. */
export interface Texts {
  /** Head and tail of the user's last turn. */
  turn: string;
  /** Its length as sent, in characters. */
  length: number;
  /** The edges of the turn without blocks of code and quotations, where instructions are. */
  words: string;
  /** Paragraphs that an instruction stands before or after. */
  material: string;
  /** Characters inside fences, of those looked at. */
  fenced: number;
  quotes: boolean;
  /** The beginning of the first system prompt. */
  system: string;
  /** The beginning of the turn of the user before the last one. */
  earlier: string;
}

/** Reads the turns that tell what a request is about; material in the middle of long ones is left out. */
export function textsOf(hub: Hub.Request): Texts {
  const { messages } = hub;
  const last = messages.findLastIndex(isUsers);
  const before = messages.findLast((each, i) => i < last && isUsers(each));
  const system = messages.find(({ role }) => role === "system");
  const parts = messages[last]?.parts ?? [];
  const turn = bounded(parts);
  const prose = withoutFences(turn);
  const { instruction, material } = zones(edges(prose));
  const words = withoutQuotes(instruction);
  return {
    turn,
    length: parts.reduce((sum, part) => sum + (part.kind === "text" ? part.text.length : 0), 0),
    words,
    material,
    fenced: turn.length - prose.length,
    quotes: words.includes(QUOTED),
    system: system ? bounded(system.parts).slice(0, SYSTEM) : "",
    earlier: before ? bounded(before.parts).slice(0, EDGE / 2) : "",
  };
}

function isUsers({ role, parts }: Hub.Message): boolean {
  return role === "user" && parts.some(({ kind }) => kind === "text");
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
  return `${head}${tail}`.trim();
}

function withoutFences(text: string): string {
  if (!text.includes("```")) return text;
  const pieces = text.split("```");
  return pieces.filter((_piece, i) => i % 2 === 0).join("\n");
}

function edges(prose: string): string {
  return prose.length <= 2 * EDGE ? prose : `${prose.slice(0, EDGE)} \n ${prose.slice(-EDGE)}`;
}

/** A paragraph up to this length may be an instruction. */
const ASKING = 320;

/** Of several paragraphs the first and the last are the instruction if they are short; a single one is both in one. */
function zones(text: string): { instruction: string; material: string } {
  const paragraphs = text.split(/\n\s*\n/);
  const asks = paragraphs.map(
    (each, i) => (i === 0 || i === paragraphs.length - 1) && each.length <= ASKING,
  );
  if (paragraphs.length < 2 || !asks.includes(true)) return { instruction: text, material: "" };
  const those = (want: boolean): string =>
    paragraphs.filter((_, i) => asks[i] === want).join("\n\n");
  return { instruction: those(true), material: those(false) };
}

/** Stands for a quotation. */
const QUOTED = " \u00b6 ";
const QUOTATION =
  /"[^"]{12,600}"|“[^”]{6,600}”|„[^“”]{6,600}[“”]|«[^»]{6,600}»|「[^」]{4,600}」|(?<=[\s:(])'[^\n]{12,600}?'(?![\p{L}])/gu;

/** What is quoted is spoken of, and not what is asked for. */
function withoutQuotes(text: string): string {
  return text.replace(QUOTATION, QUOTED);
}
