import type * as Hub from "../generated/hub.types.ts";
import { cost, promptTokens } from "./cost.ts";
import type { Cost } from "./cost.ts";
import type { Exchange } from "./exchange.ts";
import { safeValue } from "./headers.ts";
import type { ModelCard } from "./models.ts";

/** Characters a token, for estimates; no tokenizer is asked. */
const CHARACTERS = 4;

/** Notes what an answer used and what that cost, and tells the cost in the usage as well. */
export function settleUsage(x: Exchange, usage: Hub.Usage | undefined): void {
  x.usage = usage;
  x.cost = usage === undefined ? undefined : costOf(x, usage);
  const amount = x.cost && amountOf(x.cost);
  if (usage && amount !== undefined) usage.cost = amount;
}

function costOf(x: Exchange, usage: Hub.Usage): Cost {
  const at = new Date(x.at);
  return cost({ ...usage }, x.card?.price, { at, service_tier: x.hub?.service_tier ?? null });
}

/** An amount in USD: by the price that is known, else as the provider says; undefined when neither is there. */
export function amountOf(cost: Cost): string | undefined {
  return cost.amount ?? cost.reported;
}

/** Tokens and cost as headers or trailers; an unknown cost says why. */
export function usageHeaders(x: Exchange): Record<string, string> {
  const { usage } = x;
  const headers: Record<string, string> = {};
  if (!usage) {
    headers["x-dragoman-cost"] = "unknown";
    headers["x-dragoman-cost-reason"] = "the provider did not report its usage";
    return headers;
  }
  headers["x-dragoman-input-tokens"] = String(inputTokens(usage));
  headers["x-dragoman-output-tokens"] = String(outputTokens(usage));
  const amount = x.cost && amountOf(x.cost);
  headers["x-dragoman-cost"] = amount ?? "unknown";
  const reason = x.cost?.amount === null && amount === undefined ? x.cost.reason : undefined;
  if (reason !== undefined) headers["x-dragoman-cost-reason"] = safeValue(reason, 200)!;
  return headers;
}

/** The names that `usageHeaders` may use, to announce them as trailers. */
export const USAGE_HEADERS: readonly string[] = [
  "x-dragoman-input-tokens",
  "x-dragoman-output-tokens",
  "x-dragoman-cost",
  "x-dragoman-cost-reason",
];

/** The whole prompt, what came from a cache and what went into it included. */
export function inputTokens(usage: Hub.Usage): number {
  return promptTokens({ ...usage });
}

/** All tokens that came out, reasoning and media included. */
export function outputTokens(usage: Hub.Usage): number {
  const { output = 0, reasoning = 0, output_audio = 0, output_image = 0 } = usage;
  return output + reasoning + output_audio + output_image;
}

/** A rough count of the prompt's tokens, a quarter of its characters; media are not counted. */
export function estimateTokens(hub: Hub.Request): number {
  let characters = 0;
  for (const { parts } of hub.messages) for (const part of parts) characters += lengthOf(part);
  for (const tool of hub.tools ?? []) characters += JSON.stringify(tool).length;
  return Math.ceil(characters / CHARACTERS);
}

/** What the prompt alone will cost, USD, by the estimate; undefined when the price is not known. */
export function estimateCost(hub: Hub.Request, card: ModelCard, output = 0): string | undefined {
  const usage = { input: estimateTokens(hub), output };
  const { amount } = cost(usage, card.price, {
    at: new Date(),
    service_tier: hub.service_tier ?? null,
  });
  return amount ?? undefined;
}

function lengthOf(part: Hub.Part): number {
  switch (part.kind) {
    case "text":
    case "refusal":
      return part.text.length;
    case "reasoning":
      return part.text?.length ?? 0;
    case "tool_call":
      return part.name.length + part.arguments.length;
    case "tool_result":
      return part.parts.reduce((sum, each) => sum + lengthOf(each), 0);
    case "file":
      return part.text?.length ?? 0;
    default:
      return 0;
  }
}
