import type { CostTerm } from "./cost.ts";
import type { PriceCard } from "./price.ts";

/** What a model is known to take or not to take. Absent is unknown, and what is unknown is sent. */
export interface Capabilities {
  tools?: boolean;
  parallel_tools?: boolean;
  images?: boolean;
  files?: boolean;
  audio?: boolean;
  video?: boolean;
  json_mode?: boolean;
  json_schema?: boolean;
  reasoning?: boolean;
  streaming?: boolean;
}

/** The hub's scale of reasoning effort, in order. */
export const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;

/** A step of the hub's effort scale. */
export type Effort = (typeof EFFORTS)[number];

/** Bounds of a numeric request field, both inclusive. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** How a model is told to reason. */
export interface ReasoningPolicy {
  /** `effort` and `level` take a word, `budget` tokens, `adaptive` a mode and an effort, `switch` on or off, `none` nothing. */
  readonly style: "effort" | "budget" | "adaptive" | "level" | "switch" | "none";
  /** It cannot be turned off: asked for none, the model gets its lowest step. */
  readonly always?: true;
  /** The steps it takes; `none` among them when that is how it is turned off. Absent is unknown. */
  readonly efforts?: readonly Effort[];
  /** What it does when nothing is said. */
  readonly default?: Effort;
  /** Tokens: bounds, and the values that mean off and as-you-like where there are such. */
  readonly budget?: Range & { readonly off?: number; readonly dynamic?: number };
  /** The wire's words for on and off where they are not the dialect's usual ones. */
  readonly on?: string;
  readonly off?: string;
  /** It reasons only while streaming; a plain request has to turn it off or to be aggregated. */
  readonly stream_only?: true;
  /** Whether earlier reasoning must come back with the history, or must be left out of it. */
  readonly replay?: "required" | "refused";
}

/** What changes while a condition holds. */
export interface PolicyChange {
  readonly refuse?: readonly string[];
  readonly clamp?: Readonly<Record<string, Range>>;
  readonly forced_tools?: false;
}

/** What must be done to a hub request before a model sees it. Fields are those of the hub's request. */
export interface Policy {
  /** The model answers an error if these are sent: withdrawn and receipted. */
  readonly refuse?: readonly string[];
  readonly clamp?: Readonly<Record<string, Range>>;
  /** Of each group only one may be sent: the first stays. */
  readonly either?: readonly (readonly string[])[];
  readonly with_reasoning?: PolicyChange;
  readonly reasoning?: ReasoningPolicy;
  readonly token_limit?: "max_completion_tokens" | "max_tokens";
  /** A required or named tool choice is refused: `auto` instead. */
  readonly forced_tools?: false;
  /** There is no system role: folded into the first user turn. */
  readonly system?: false;
  readonly json_schema_with_tools?: false;
  /** Tool calls must come back with the signature they came with. */
  readonly signatures?: "required";
}

/** A policy as a catalogue writes it: the style of reasoning may be the family's, and the rest the model's. */
export type WrittenPolicy = Omit<Policy, "reasoning"> & {
  readonly reasoning?: Partial<ReasoningPolicy>;
};

/** All that is known of a model: its family's facts with its own over them. `price` absent is an unknown price. */
export interface ModelCard {
  readonly id: string;
  readonly mode: "chat" | "embedding";
  readonly context?: number;
  readonly max_output?: number;
  readonly can: Readonly<Capabilities>;
  readonly policy: Policy;
  readonly price?: PriceCard;
}

/** Facts as a catalogue writes them, of a family or of one model. */
export interface ModelFacts {
  readonly mode?: "chat" | "embedding";
  readonly context?: number;
  readonly max_output?: number;
  readonly can?: readonly (keyof Capabilities)[];
  readonly cannot?: readonly (keyof Capabilities)[];
  readonly policy?: WrittenPolicy;
  readonly price?: PriceCard;
}

/** A compiled `providers/models/<provider>.yaml`. */
export interface Catalogue {
  readonly provider: string;
  /** How the provider reports what a call cost, where it does. */
  readonly provider_cost?: readonly CostTerm[];
  /** The first that matches an id holds, for ids that are not listed too. `*` is any run of characters. */
  readonly families: readonly (ModelFacts & { readonly match: readonly string[] })[];
  /** By exact id. `like` names the model whose facts an id shares but for those of its own. */
  readonly models: Readonly<Record<string, ModelFacts & { readonly like?: string }>>;
}

interface Index {
  readonly families: readonly { readonly matches: RegExp; readonly facts: ModelFacts }[];
  /** Listed ids only: clients choose the ids, so others must not fill memory. */
  readonly cards: Map<string, ModelCard>;
}

const indexes = new WeakMap<Catalogue, Index>();

/**
 * The card of a model: what its entry says over what its family says. An id that is not listed gets its
 * family's card, or an empty one.
 */
export function lookup(catalogue: Catalogue, id: string): ModelCard {
  const { families, cards } = indexOf(catalogue);
  const known = cards.get(id);
  if (known) return known;
  const family = families.find(({ matches }) => matches.test(id))?.facts ?? {};
  if (!Object.hasOwn(catalogue.models, id)) return cardOf(id, family, {});
  const entry = catalogue.models[id]!;
  const model = entry.like ? catalogue.models[entry.like] : undefined;
  const card = cardOf(id, family, model ? merge(model, entry) : entry);
  cards.set(id, card);
  return card;
}

/**
 * The step of `steps` nearest to the one asked for, the higher of two that are as near: asking too much costs
 * tokens, asking too little costs the answer. Undefined when there are no steps.
 */
export function nearestEffort(steps: readonly Effort[], wanted: Effort): Effort | undefined {
  const rank = (effort: Effort) => EFFORTS.indexOf(effort);
  const distance = (effort: Effort) => Math.abs(rank(effort) - rank(wanted));
  let best: Effort | undefined;
  for (const step of [...steps].sort((a, b) => rank(b) - rank(a))) {
    if (best === undefined || distance(step) < distance(best)) best = step;
  }
  return best;
}

function indexOf(catalogue: Catalogue): Index {
  let index = indexes.get(catalogue);
  if (!index) {
    const families = catalogue.families.map((facts) => ({ matches: globs(facts.match), facts }));
    indexes.set(catalogue, (index = { families, cards: new Map() }));
  }
  return index;
}

function globs(patterns: readonly string[]): RegExp {
  const sources = patterns.map((glob) =>
    glob
      .split("*")
      .map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"))
      .join(".*"),
  );
  return new RegExp(`^(?:${sources.join("|")})$`, "s");
}

function cardOf(id: string, family: ModelFacts, model: ModelFacts): ModelCard {
  const { mode, context, max_output, can, cannot, policy, price } = merge(family, model);
  const known: Capabilities = {};
  for (const word of can ?? []) known[word] = true;
  for (const word of cannot ?? []) known[word] = false;
  const { reasoning, ...rest } = policy ?? {};
  const style = reasoning?.style;
  const full: Policy = style ? { ...rest, reasoning: { ...reasoning, style } } : rest;
  return { id, mode: mode ?? "chat", context, max_output, can: known, policy: full, price };
}

/** `over` wins key by key; capabilities word by word; of a policy its keys, and those of `reasoning`. */
function merge(under: ModelFacts, over: ModelFacts): ModelFacts {
  const keep = (words: ModelFacts["can"], but: ModelFacts["can"]) =>
    (words ?? []).filter((word) => !but?.includes(word));
  const reasoning = { ...under.policy?.reasoning, ...over.policy?.reasoning };
  return {
    ...under,
    ...over,
    can: [...keep(under.can, over.cannot), ...(over.can ?? [])],
    cannot: [...keep(under.cannot, over.can), ...(over.cannot ?? [])],
    policy: { ...under.policy, ...over.policy, reasoning },
  };
}
