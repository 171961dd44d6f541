import type { Shape } from "../shape-nodes.ts";
import type { Subject } from "./index.ts";
import { isDict, named, section, type Dict, type Finding, type Law } from "./law.ts";
import { placed, walk } from "./scope.ts";

/** The kinds of parts, with those variants that the plain row of the kind cannot say. */
const VARIANTS = [
  "text",
  "image.url",
  "image.data",
  "image.id",
  "audio.url",
  "audio.data",
  "audio.id",
  "video.url",
  "video.data",
  "video.id",
  "file.url",
  "file.data",
  "file.id",
  "file.text",
  "reasoning",
  "reasoning.sealed",
  "tool_call",
  "tool_call.custom",
  "tool_call.server",
  "tool_result",
  "refusal",
  "opaque",
];

/** Kinds whose text is all that there is to them. */
const TEXTS = ["text", "refusal", "reasoning"];

type Collector = Extract<Shape, { kind: "parts" }>;

/**
 * Every kind of part has a wire form that stands in some message, or is named under `messages.lost` with the reason.
 * A provider may take less than its dialect: who sends such a part is told.
 */
export const partsAreTotal: Law = { name: "parts-are-total", check };

function* check(subject: Subject): Iterable<Finding> {
  if (subject.provider) return;
  const rows = section(subject, "parts");
  const lost = Object.keys(section(subject, "messages", "lost"));
  const collectors = collectorsOf(subject);
  const per = new Set(
    Object.values(section(subject, "messages", "roles")).map((role) =>
      isDict(role) ? role["$per"] : undefined,
    ),
  );
  const homeless: string[] = [];
  for (const variant of VARIANTS) {
    if (named(lost, variant) || removed(subject, variant) || per.has(variant)) continue;
    const takers = collectors.filter(
      ({ kinds }) => kinds.includes(variant) || kinds.includes(kindOf(variant)),
    );
    const row = rows[variant] !== undefined && rows[variant] !== null;
    if (!row && !takers.some((each) => plain(each, variant))) homeless.push(variant);
    else if (takers.length === 0)
      yield {
        path: ["parts", variant],
        part: "key",
        message: `\`${variant}\` parts stand in no message`,
        help: "collect them with `$parts` in a role, or name them under `messages.lost` with the reason",
      };
  }
  for (const name of whole(homeless))
    yield {
      path: ["parts", name],
      part: "key",
      message: `\`${name}\` parts have no wire form`,
      help: "give them a row, or name them under `messages.lost` with the reason",
    };
}

function kindOf(variant: string): string {
  return variant.split(".")[0] ?? "";
}

/** A kind of which every variant is there stands for them all. */
function whole(variants: readonly string[]): string[] {
  const all = (kind: string): string[] => VARIANTS.filter((each) => kindOf(each) === kind);
  const names = variants.map((each) =>
    all(kindOf(each)).every((other) => variants.includes(other)) ? kindOf(each) : each,
  );
  return [...new Set(names)];
}

/** Collectors that are written, of messages and of tool results. */
function collectorsOf(subject: Subject): Collector[] {
  const inMessages = placed(subject).filter(({ at }) => at[0] === "messages" || at[0] === "parts");
  return inMessages
    .flatMap(({ shape, scope }) => [...walk(shape, scope)].map(([node]) => node))
    .filter((node): node is Collector => node.kind === "parts" && node.write);
}

/** Does the collector write such a part without a row? */
function plain(collector: Collector, variant: string): boolean {
  return collector.item !== undefined || (collector.as === "text" && TEXTS.includes(variant));
}

/** A provider that removes a row has said that it does not take such parts. */
function removed(subject: Subject, variant: string): boolean {
  const own = subject.provider?.value as Dict | undefined;
  const rows: unknown = own?.["parts"];
  return isDict(rows) && rows[variant] === null;
}
