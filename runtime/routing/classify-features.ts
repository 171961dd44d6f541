import type * as Hub from "../../generated/hub.types.ts";
import { textsOf } from "./classify-text.ts";
import type { Texts } from "./classify-text.ts";
import { CONCEPTS, STEM } from "./classify-words.ts";

/** Is called once or more for each feature that a request has. */
export type Found = (feature: string) => unknown;

/** Marks of mathematics in any language. */
const MATHS =
  /\\(?:frac|sum|int|sqrt|forall|mathbb|lim)|[∫∑√∀∃≤≥≠∈→∂²³]|\$[^$\n]{3,80}\$|\d\s?[x^]\s?[\^²³]|\b[a-z]\^|\b\d*[a-z]\s?[-+=<>]\s?\d|[a-z]\([a-z]\)\s?=/u;
/** Lines and marks that only programs and their errors have. */
const CODE =
  /^\s{0,8}(?:at .{1,80}:\d+:\d+|import [\w*{"<]|from \w+ import|def \w+\(|(?:public |export )?class \w+|func(?:tion)? \w*\(|(?:const|let|var) \w+ =|fn \w+|#include|SELECT\b|@@ )|Traceback \(most|=>\s?[{(]|\bSELECT\b.{1,80}\bFROM\b|\w(?:Error|Exception)\b|error\[\w+\]|[;{]\s*$|<\/\w+>|\w\(\w*\)[.;]|\w\.\w+\(/mu;
const FILE =
  /[\w/-]\.(?:tsx?|jsx?|py|rs|go|java|rb|cpp|c|h|sql|sh|php|cs|kt|swift|css|html|ya?ml|toml)\b/u;
const EDITS = /bash|shell|terminal|edit|write|patch|read_?file|grep|run_(?:tests|command)|commit/i;
const CJK = /^[\u3040-\u30ff\u3400-\u9fff々]/;
const TOKEN =
  /[\u3040-\u30ff\u3400-\u9fff々]+|[\p{L}\p{M}]+(?:['’]\p{L}+)?|\d+(?:[.,]\d+)*|[?？¶]/gu;

/** Words that every text has; by themselves they tell only how prompts were written that one has seen. */
const EMPTY: ReadonlySet<string> = new Set(
  "of in a an the are is be was were do does did to for on at with by and it its this that these those i you he she we they my your our their his her me us them as from so if there have has had who when some about into over not but can could would will der die das ein eine einen und ist zu im von le la les un une des de du et el los las una y en".split(
    " ",
  ),
);

/**
 * Finds the features of a request: words by `"word`, beginnings of words by `"wor-`, pairs by `"one two`, and
 * everything else by what a person would call it; after `system `, `earlier ` or `text ` what is not in the instruction of
 * the last turn. Bounded like the texts that it reads.
 */
export function featuresOf(hub: Hub.Request, found: Found): void {
  const texts = textsOf(hub);
  readWords(texts.words, "", found);
  readWords(texts.system, "system ", found);
  readWords(texts.earlier, "earlier ", (feature) => isConcept(feature) && found(feature));
  readWords(texts.material, "text ", (feature) => isConcept(feature) && found(feature));
  readSettings(hub, found);
  readTools(hub, found);
  readShape(hub, texts, found);
  readMarks(texts, found);
}

function readWords(text: string, whose: string, found: Found): void {
  const mark = `${whose}"`;
  let previous = whose === "" ? "^" : "";
  const see = (word: string): void => {
    if (!EMPTY.has(word)) found(mark + word);
    const concept = CONCEPTS.get(word);
    if (concept !== undefined) found(whose + concept);
  };
  for (const [token] of text.toLowerCase().matchAll(TOKEN)) {
    if (CJK.test(token)) {
      for (let i = 0; i + 1 < token.length; i++) see(token.slice(i, i + 2));
      if (token.length === 1) see(token);
      previous = "";
      continue;
    }
    const word = token.charCodeAt(0) < 58 ? "0" : token;
    see(word);
    if (word.length > STEM) see(`${word.slice(0, STEM)}-`);
    if (previous !== "" && !(EMPTY.has(previous) && EMPTY.has(word))) see(`${previous} ${word}`);
    previous = word;
  }
}

/** The very words of a turn before and of material say how one has written, and not what one wants. */
function isConcept(feature: string): boolean {
  return !feature.includes('"');
}

/** What is set beside the words. */
function readSettings(hub: Hub.Request, found: Found): void {
  const { reasoning, output, max_tokens } = hub;
  const { mode, effort, budget } = reasoning ?? {};
  if (mode === "off" || effort === "none") found("reasoning is off");
  else if (effort === "low" || effort === "minimal") found("asks for little reasoning");
  else if (effort !== undefined || mode !== undefined || (budget ?? 0) > 0)
    found("asks for reasoning");
  if (output?.type === "json") found("the answer is JSON");
  if (output?.type === "schema") {
    if (isEnumOnly(output.schema)) found("the answer is a choice");
    else found(isSmall(output.schema) ? "the answer is a number" : "the answer has a schema");
  }
  if (max_tokens === undefined) return;
  if (max_tokens <= 32) found("the answer is a few tokens");
  else if (max_tokens <= 128) found("the answer is short");
}

function readTools({ tools, tool_choice }: Hub.Request, found: Found): void {
  if (!tools || tools.length === 0) return;
  const named = tools.filter(({ name }) => EDITS.test(name)).length;
  if (named >= 2) found("has tools for files or commands");
  else if (tools.length >= 6) found("has many tools");
  else if (tools.length === 1 && (tool_choice?.mode === "required" || tool_choice?.mode === "tool"))
    found("has to call its one tool");
  else found("has a few tools");
}

/** Lengths and turns. */
function readShape(hub: Hub.Request, texts: Texts, found: Found): void {
  const { length, turn } = texts;
  let turns = 0;
  for (const { role } of hub.messages) if (role === "user") turns++;
  if (turns >= 4) found("is a long conversation");
  else if (turns >= 2) found("is a conversation");
  if (texts.system !== "") found("has a system prompt");
  if (length < 30) found("is very short");
  else if (length < 120) found("is short");
  else if (length < 400) found("is of middle length");
  else if (length < 1500) found("is rather long");
  else found("is long");
  if (length >= 80 && turn.includes("\n\n")) found("has paragraphs");
  if (texts.quotes) found("quotes a text");
  else if (/: \S|：|:\n/.test(texts.words)) found("has a colon before a text");
}

/** Code, mathematics, numbers, questions. */
function readMarks({ turn, words, fenced }: Texts, found: Found): void {
  if (fenced > 0) found("has a block of code");
  if (CODE.test(turn)) found("has lines of code");
  if (FILE.test(words)) found("names a source file");
  if (MATHS.test(words)) found("has mathematical notation");
  const numbers = words.match(/\d+(?:[.,]\d+)*/g)?.length ?? 0;
  const asks = /[?？]/.test(words);
  if (numbers >= 3) found(asks ? "a question with several numbers" : "has several numbers");
  if (/[?？]["'»”]?\s*$/.test(words)) found("ends with a question");
}

/** Does a schema leave only a choice: one or two fields, each an enum, a constant or a truth value? */
export function isEnumOnly(schema: Record<string, unknown> | undefined): boolean {
  return hasFew(schema, (field) => {
    return (
      Array.isArray(field["enum"]) || field["const"] !== undefined || field["type"] === "boolean"
    );
  });
}

/** The same with numbers. */
function isSmall(schema: Record<string, unknown> | undefined): boolean {
  return hasFew(schema, (field) => field["type"] === "number" || field["type"] === "integer");
}

function hasFew(
  schema: Record<string, unknown> | undefined,
  fits: (field: Record<string, unknown>) => boolean,
): boolean {
  const properties = schema?.["properties"];
  const fields: unknown[] = isObject(properties) ? Object.values(properties) : [schema];
  return (
    fields.length > 0 && fields.length <= 2 && fields.every((each) => isObject(each) && fits(each))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
