import { isObject, type Json } from "../json.ts";
import { objects } from "./paths.ts";

/** Log probabilities as two lists of the same length: what was chosen, and what else was likely. */
export function zipLogprobs(logprobs: Record<string, unknown> | undefined): Json | undefined {
  const content = logprobs?.["content"];
  if (!Array.isArray(content)) return undefined;
  const one = (item: Json): Json => ({ token: item["token"], logProbability: item["logprob"] });
  const items = content.filter(isObject);
  return {
    chosenCandidates: items.map(one),
    topCandidates: items.map((item) => ({ candidates: objects(item["top_logprobs"]).map(one) })),
  };
}

/** The way back. */
export function unzipLogprobs(value: unknown): Record<string, unknown> | undefined {
  if (!isObject(value) || !Array.isArray(value["chosenCandidates"])) return undefined;
  const one = (item: Json): Json => ({
    token: item["token"] ?? "",
    logprob: item["logProbability"] ?? 0,
    bytes: null,
  });
  const top = objects(value["topCandidates"]);
  return {
    content: objects(value["chosenCandidates"]).map((item, i) => ({
      ...one(item),
      top_logprobs: objects(top[i]?.["candidates"]).map(one),
    })),
  };
}
