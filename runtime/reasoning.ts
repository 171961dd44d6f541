import type * as Hub from "../generated/hub.types.ts";
import type { Json } from "./json.ts";
import { nearestEffort, type Effort, type ReasoningPolicy } from "./models.ts";
import type { Encoding } from "./translator.ts";

/** Share of the output that an effort may spend on thinking, in percent; gateways and SDKs agree on about these. */
const PERCENT: Readonly<Record<Effort, number>> = {
  none: 0,
  minimal: 2,
  low: 10,
  medium: 30,
  high: 60,
  xhigh: 90,
  max: 95,
};
/** The largest budget, in tokens, that still counts as an effort. */
const STEPS: readonly (readonly [limit: number, effort: Effort])[] = [
  [1023, "minimal"],
  [4096, "low"],
  [16384, "medium"],
  [Infinity, "high"],
];

/**
 * How the model's style says what the client asked: an effort, a level, a budget in tokens, an adaptive mode or a
 * switch. The card of the model decides; without one the dialect's usual style.
 */
export function settleReasoning(
  h: Hub.Request,
  c: Encoding,
  dialect: Json,
): Hub.Reasoning | undefined {
  const asked = h.reasoning ?? {};
  const policy: ReasoningPolicy = c.model.policy.reasoning ?? {
    style: (dialect["style"] as ReasoningPolicy["style"] | undefined) ?? "effort",
  };
  const quiet = policy.stream_only === true && !h.stream && !policy.always;
  if (quiet && h.reasoning)
    c.lost("reasoning", "dropped", "the model reasons only while it streams");
  const off = quiet || asked.mode === "off" || asked.effort === "none" || asked.budget === 0;
  const shown = {
    visible: asked.visible ?? (off ? undefined : true),
    display: asked.display,
    summary: asked.summary,
  };
  if (policy.style === "none") return none(asked, off, c);
  if (off && policy.always) {
    c.lost(
      "reasoning.effort",
      "coerced",
      "the model always reasons; it does so as little as it can",
    );
    return said(
      { ...asked, mode: undefined, budget: undefined, effort: policy.efforts?.[0] ?? "low" },
      policy,
      shown,
      h,
      c,
      dialect,
    );
  }
  if (off) return switchedOff(policy, asked);
  return said(asked, policy, shown, h, c, dialect);
}

function none(asked: Hub.Reasoning, off: boolean, c: Encoding): undefined {
  if (!off && (asked.effort !== undefined || asked.budget !== undefined))
    c.lost("reasoning", "dropped", "the model takes no settings of its reasoning");
}

function switchedOff(policy: ReasoningPolicy, asked: Hub.Reasoning): Hub.Reasoning {
  if (policy.style === "adaptive" || policy.style === "switch") return { mode: "off" };
  if (policy.style === "budget") return { mode: "off", budget: policy.budget?.off };
  // Models whose steps know no end of reasoning have another switch for it: the mode.
  const known = policy.efforts === undefined || policy.efforts.includes("none");
  return known ? { mode: "off", effort: "none" } : { mode: "off" };
}

function said(
  asked: Hub.Reasoning,
  policy: ReasoningPolicy,
  shown: Hub.Reasoning,
  h: Hub.Request,
  c: Encoding,
  dialect: Json,
): Hub.Reasoning {
  switch (policy.style) {
    case "budget":
      return { mode: "budget", budget: budget(asked, policy, h, c, dialect), ...shown };
    case "adaptive":
      return { mode: "adaptive", effort: effort(asked, policy, c), ...shown };
    case "switch":
      if (asked.effort !== undefined)
        c.lost("reasoning.effort", "coerced", "the model's reasoning is only switched on or off");
      return { mode: "on", budget: asked.budget, ...shown };
    default:
      return { mode: "on", effort: effort(asked, policy, c), ...shown };
  }
}

function effort(asked: Hub.Reasoning, policy: ReasoningPolicy, c: Encoding): Effort | undefined {
  const wanted =
    asked.effort ??
    (asked.budget === undefined || asked.budget < 0
      ? undefined
      : STEPS.find(([limit]) => asked.budget! <= limit)![1]);
  if (asked.effort === undefined && asked.budget !== undefined)
    c.lost("reasoning.budget", "coerced", "the model takes an effort");
  if (wanted === undefined || !policy.efforts || policy.efforts.includes(wanted)) return wanted;
  // Only the least that can be asked for may become nothing at all, where nothing else is near.
  const steps =
    wanted === "minimal" ? policy.efforts : policy.efforts.filter((step) => step !== "none");
  const next = nearestEffort(steps, wanted);
  c.lost("reasoning.effort", "coerced", `the model takes ${policy.efforts.join(", ")}`);
  return next;
}

function budget(
  asked: Hub.Reasoning,
  policy: ReasoningPolicy,
  h: Hub.Request,
  c: Encoding,
  dialect: Json,
): number | undefined {
  if (asked.budget !== undefined) return asked.budget < 0 ? policy.budget?.dynamic : asked.budget;
  if (asked.effort === undefined) return policy.budget?.dynamic ?? minimum(policy, dialect);
  const room = h.max_tokens ?? c.model.max_output ?? 4096;
  const least = minimum(policy, dialect);
  const share = Math.floor((room * PERCENT[asked.effort]) / 100);
  const most = Math.min(policy.budget?.max ?? Infinity, Math.max(room - 1, least));
  return Math.min(Math.max(share, least), most);
}

function minimum(policy: ReasoningPolicy, dialect: Json): number {
  return policy.budget?.min ?? (dialect["min_budget"] as number | undefined) ?? 0;
}
