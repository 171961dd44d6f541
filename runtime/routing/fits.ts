import { compare, parse } from "../decimal.ts";
import { cost } from "../cost.ts";
import type { Capabilities, ModelCard } from "../models.ts";
import type { RequestFacts } from "./facts.ts";

/** What the request has, and the word of the card that says whether a model takes it. */
const NEEDS: readonly (readonly [
  feature: "tools" | "images" | "files" | "audio" | "video",
  can: keyof Capabilities,
])[] = [
  ["tools", "tools"],
  ["images", "images"],
  ["files", "files"],
  ["audio", "audio"],
  ["video", "video"],
];

/**
 * Can a model carry the request by what its card says? True, or why not. Unknown is not no. Reasoning that a model
 * does not have is no reason: that is a hint, which is receipted.
 */
export function fits(card: ModelCard | undefined, facts: RequestFacts): true | string {
  if (!card) return true;
  const { mode, context, can } = card;
  if (mode !== "chat") return "it is no chat model";
  if (context !== undefined && facts.tokens > context)
    return `about ${facts.tokens} tokens do not fit its context of ${context}`;
  for (const [feature, word] of NEEDS) {
    if (can[word] === false && facts.features.has(feature)) return `it does not take ${feature}`;
  }
  if (can.json_schema === false && facts.features.has("schema"))
    return "it does not take a schema for its answer";
  return true;
}

/** What the request is expected to cost, USD as decimal text; `at` is Unix milliseconds. Undefined: the price is not known. */
export function estimateOf(
  card: ModelCard | undefined,
  facts: RequestFacts,
  at: number,
): string | undefined {
  if (!card) return undefined;
  const output = Math.min(facts.expectedOutput, card.max_output ?? Number.POSITIVE_INFINITY);
  const context = { at: new Date(at), service_tier: facts.hub.service_tier ?? null };
  return cost({ input: facts.tokens, output }, card.price, context).amount ?? undefined;
}

/**
 * Is the estimate within what a request may cost (USD, decimal)? True, or why not. A price that is not known does
 * not fit: nobody could say that the bound is kept.
 */
export function withinCost(
  estimate: string | undefined,
  max_cost: string | undefined,
): true | string {
  if (max_cost === undefined) return true;
  if (estimate === undefined)
    return `its price is not known, and the request may cost ${max_cost} USD`;
  if (compare(parse(estimate), parse(max_cost)) <= 0) return true;
  return `about ${estimate} USD, and the request may cost ${max_cost} USD`;
}

/** Has a model a larger context than the one that was too small? Only what is known counts. */
export function isLarger(card: ModelCard | undefined, failed: ModelCard | undefined): boolean {
  return (
    card?.context !== undefined && failed?.context !== undefined && card.context > failed.context
  );
}
