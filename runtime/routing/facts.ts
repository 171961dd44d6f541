import type * as Hub from "../../generated/hub.types.ts";
import type { Feature, TaskClass } from "../route-config.ts";
import { estimateTokens } from "../money.ts";
import { classify } from "./classify.ts";
import type { Classification } from "./classify.ts";

/** What a request is asked with, as far as routes may look at it. */
export interface RequestSource {
  hub: Hub.Request;
  /** The model as the client asked for it. */
  asked: string;
  /** Names in small letters. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The virtual key, when there is one. */
  key?: { id: string; name: string; tags: readonly string[] };
  /** The task as a header says it, instead of the classifier. */
  task?: TaskClass;
}

/** Tokens that an answer is expected to have when the request does not bound it; only for comparing targets. */
const EXPECTED: Readonly<Record<TaskClass, number>> = {
  simple: 60,
  extraction: 250,
  chat: 400,
  code: 900,
  reasoning: 2000,
};

/** What routes ask about a request. Everything is found out when it is first asked for, and once. */
export class RequestFacts {
  readonly source: RequestSource;
  #tokens?: number;
  #features?: ReadonlySet<Feature | "video">;
  #task?: Classification;

  constructor(source: RequestSource) {
    this.source = source;
  }

  get hub(): Hub.Request {
    return this.source.hub;
  }

  /** Tokens of the prompt, by the estimate. */
  get tokens(): number {
    return (this.#tokens ??= estimateTokens(this.source.hub));
  }

  /** What the request has that not every model takes. */
  get features(): ReadonlySet<Feature | "video"> {
    return (this.#features ??= featuresOf(this.source.hub));
  }

  /** What it is about: as a header says, else as the classifier does. */
  get task(): Classification {
    return (this.#task ??= this.source.task
      ? { task: this.source.task, score: 1, because: ["a header says so"] }
      : classify(this.source.hub));
  }

  /** The task as far as something has asked for it, or a header says it. */
  get taskFound(): TaskClass | undefined {
    return this.#task?.task ?? this.source.task;
  }

  /** Tokens that the answer is expected to have. */
  get expectedOutput(): number {
    const { max_tokens, n = 1 } = this.source.hub;
    const expected = EXPECTED[this.task.task];
    return (max_tokens === undefined ? expected : Math.min(max_tokens, expected)) * Math.max(1, n);
  }

  header(name: string): string | undefined {
    const value = this.source.headers[name];
    return typeof value === "object" ? value.join(", ") : value;
  }

  /** A value of the request's metadata, as text; undefined when it has none or it is an object. */
  metadata(name: string): string | undefined {
    const { metadata } = this.source.hub;
    if (!metadata || !Object.hasOwn(metadata, name)) return undefined;
    const value = metadata[name];
    return typeof value === "object" || value === undefined ? undefined : String(value);
  }
}

function featuresOf(hub: Hub.Request): Set<Feature | "video"> {
  const found = new Set<Feature | "video">();
  if (hub.tools?.length) found.add("tools");
  if (hub.output?.type === "schema") found.add("schema");
  if (hub.stream) found.add("stream");
  if (isReasoning(hub.reasoning)) found.add("reasoning");
  for (const { parts } of hub.messages) for (const part of parts) addMedia(part, found);
  return found;
}

/** Is reasoning asked for? Its being turned off is not asking for it. */
export function isReasoning(reasoning: Hub.Reasoning | undefined): boolean {
  if (!reasoning || reasoning.mode === "off" || reasoning.effort === "none") return false;
  if (reasoning.budget !== undefined) return reasoning.budget !== 0;
  return reasoning.mode !== undefined || reasoning.effort !== undefined;
}

function addMedia(part: Hub.Part, found: Set<Feature | "video">): void {
  if (part.kind === "image") found.add("images");
  else if (part.kind === "audio") found.add("audio");
  else if (part.kind === "video") found.add("video");
  // Files that are text are read into the prompt.
  else if (part.kind === "file" && part.source !== "text") found.add("files");
  else if (part.kind === "tool_result") for (const each of part.parts) addMedia(each, found);
}
