import type * as Hub from "../generated/hub.types.ts";
import { cost, promptTokens } from "./cost.ts";
import type { Cost, Usage as MeteredUsage } from "./cost.ts";
import { shownAttempt } from "./exchange.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import { safeValue } from "./headers.ts";
import type { ModelCard } from "./models.ts";

/** Characters a token, for estimates; no tokenizer is asked. */
const CHARACTERS = 4;

/** Notes what an answer used and what that cost, and tells the cost in the usage as well. */
export function settleUsage(x: Exchange, attempt: Attempt, usage: Hub.Usage | undefined): void {
  attempt.usage = usage;
  attempt.cost = usage === undefined ? undefined : costOf(x, attempt, usage);
  const amount = attempt.cost && amountOf(attempt.cost);
  if (usage && amount !== undefined) usage.cost = amount;
}

function costOf(x: Exchange, { card }: Attempt, usage: Hub.Usage): Cost {
  const at = new Date(x.at);
  return cost(usage as MeteredUsage, card.price, { at, service_tier: x.hub?.service_tier ?? null });
}

/** An amount in USD: by the price that is known, else as the provider says; undefined when neither is there. */
export function amountOf(cost: Cost): string | undefined {
  return cost.amount ?? cost.reported;
}

/** Tokens and cost as headers or trailers, laid into some that there are; an unknown cost says why. */
export function usageHeaders(
  x: Exchange,
  headers: Record<string, string> = {},
): Record<string, string> {
  const attempt = shownAttempt(x);
  const usage = attempt?.usage;
  if (!usage) {
    headers["x-dragoman-cost"] = "unknown";
    headers["x-dragoman-cost-reason"] = "the provider did not report its usage";
    return headers;
  }
  headers["x-dragoman-input-tokens"] = String(inputTokens(usage));
  headers["x-dragoman-output-tokens"] = String(outputTokens(usage));
  const paid = attempt?.cost;
  const amount = paid && amountOf(paid);
  headers["x-dragoman-cost"] = amount ?? "unknown";
  const reason = paid?.amount === null && amount === undefined ? paid.reason : undefined;
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
  return promptTokens(usage as MeteredUsage);
}

/** All tokens that came out, reasoning and media included. */
export function outputTokens(usage: Hub.Usage): number {
  const { output = 0, reasoning = 0, output_audio = 0, output_image = 0 } = usage;
  return output + reasoning + output_audio + output_image;
}

/**
 * A rough count of the prompt's tokens: a quarter of its characters, and one each for those beyond ASCII, which
 * tokenizers cut finer; media are not counted.
 */
export function estimateTokens(hub: Hub.Request): number {
  let characters = 0;
  for (const { parts } of hub.messages) for (const part of parts) characters += lengthOf(part);
  for (const tool of hub.tools ?? []) characters += JSON.stringify(tool).length;
  return Math.ceil(characters / CHARACTERS);
}

/** Tokens of a piece of text by the same rule. */
export function textTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS);
}

/** What a request is estimated to cost, USD, the prompt alone unless told otherwise; undefined without a price. */
export function estimateCost(
  hub: Hub.Request,
  card: ModelCard,
  tokens: { input?: number; output?: number } = {},
): string | undefined {
  const usage = { input: tokens.input ?? estimateTokens(hub), output: tokens.output ?? 0 };
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
      return weighed(part.text);
    case "reasoning":
      return part.text ? weighed(part.text) : 0;
    case "tool_call":
      return part.name.length + part.arguments.length;
    case "tool_result":
      return part.parts.reduce((sum, each) => sum + lengthOf(each), 0);
    case "file":
      return part.text ? weighed(part.text) : 0;
    default:
      return 0;
  }
}

/** Beyond ASCII a character counts as a token: `Buffer.byteLength` finds out fast whether there are any. */
function weighed(text: string): number {
  const beyond = Buffer.byteLength(text) - text.length;
  // Two or three bytes a character: half of the surplus is about their number.
  return beyond === 0 ? text.length : text.length + Math.ceil(beyond / 2) * (CHARACTERS - 1);
}
