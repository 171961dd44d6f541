import type * as Hub from "../generated/hub.types.ts";
import type { Weight } from "./dialect-facts.ts";
import type { Json } from "./json.ts";
import { tellLost } from "./lost-fields.ts";
import type { ModelCard } from "./models.ts";
import { rewrite } from "./passes.ts";
import { applyPolicy } from "./policy.ts";
import { settleReasoning } from "./reasoning.ts";
import { transformSchema } from "./schema.ts";
import type { Encoding, Grade, Loss, MessageRules } from "./translator.ts";

/** A model of which nothing is known; everything is sent. */
export const UNKNOWN_MODEL: ModelCard = Object.freeze({
  id: "",
  mode: "chat",
  can: {},
  policy: {},
});

type Weights = Readonly<Record<string, Weight>>;

/** How bad it is to lose a field of the hub; what is not named here is a hint. */
const WEIGHT: Weights = {
  messages: "content",
  tools: "content",
  cached_content: "content",
  web_search: "content",
  tool_choice: "constraint",
  output: "constraint",
  stop: "constraint",
  max_tokens: "constraint",
  n: "constraint",
  modalities: "constraint",
  speech: "constraint",
};

const HINT_PARTS: ReadonlySet<string> = new Set(["reasoning", "refusal"]);
/** Names below a structure that only describe it. */
const HINT_BELOW: ReadonlySet<string> = new Set([
  "output.name",
  "output.description",
  "output.strict",
  "tool_choice.must",
  "tools.strict",
  "tools.cache",
]);

/** What encoders need for one request or answer; collects what was lost. */
export function encoding(options: {
  model?: ModelCard;
  now: number;
  makeId: () => string;
  /** Of fields that only the client's dialect has. */
  weights?: Weights;
}): Encoding & { losses: Loss[] } {
  let ids: Map<string, string> | undefined;
  const losses: Loss[] = [];
  const lost = (field: string, grade: Grade, reason: string): undefined => {
    if (losses.length < 100 && !losses.some((loss) => loss.field === field && loss.grade === grade))
      losses.push({ field, grade, reason, weight: weigh(field, grade, options.weights) });
  };
  const fewer = <T extends readonly unknown[]>(field: string, list: T, { max }: Bounds): T => {
    if (max === undefined || list.length <= max) return list;
    lost(field, "dropped", `the API takes at most ${max}`);
    return list.slice(0, max) as unknown as T;
  };
  const c: Encoding & { losses: Loss[] } = {
    losses,
    model: options.model ?? UNKNOWN_MODEL,
    now: options.now,
    system: [],
    id(prefix) {
      ids ??= new Map();
      let id = ids.get(prefix);
      if (id === undefined) ids.set(prefix, (id = prefix + options.makeId()));
      return id;
    },
    prepare: (h, messages, reasoning, fields) => prepare(c, h, messages, reasoning, fields),
    lost,
    lostPart: (part) =>
      lost(
        `messages.${part.kind}`,
        "dropped",
        `the API takes no such part: ${part.kind}${"source" in part ? ` by ${part.source}` : ""}`,
      ),
    leftover(parts, kinds) {
      for (const part of parts) if (!carried(part, kinds)) c.lostPart(part);
    },
    clamp<T extends number | readonly unknown[]>(
      field: string,
      value: T | undefined,
      bounds: Bounds,
    ): T | undefined {
      if (typeof value === "object") return fewer(field, value, bounds);
      const next = clamped(value, bounds);
      if (next !== value) lost(field, "clamped", `the API takes ${range(bounds)}`);
      return next as T | undefined;
    },
    schema(field, schema, rules) {
      if (schema === undefined) return undefined;
      const { schema: next, changes } = transformSchema(schema, rules);
      if (changes.length > 0)
        lost(
          field === "parameters" ? `tools.${field}` : field,
          "coerced",
          `the API does not know ${changes.join(", ")}`,
        );
      return next;
    },
  };
  return c;
}

function weigh(field: string, grade: Grade, weights: Weights = {}): Weight {
  if (grade !== "dropped" || HINT_BELOW.has(field)) return "hint";
  const [head, kind] = field.split(".");
  if (head === "messages") return kind !== undefined && HINT_PARTS.has(kind) ? "hint" : "content";
  if (head === "output" && kind !== undefined && kind !== "schema") return "hint";
  if (Object.hasOwn(WEIGHT, head!)) return WEIGHT[head!]!;
  return Object.hasOwn(weights, field) ? weights[field]! : "hint";
}

function carried(part: Hub.Part, kinds: readonly string[]): boolean {
  return (
    kinds.includes(part.kind) || ("source" in part && kinds.includes(`${part.kind}.${part.source}`))
  );
}

interface Bounds {
  min?: number;
  max?: number;
  above?: number;
  below?: number;
}

function clamped(
  value: number | undefined,
  { min, max, above, below }: Bounds,
): number | undefined {
  if (value === undefined) return undefined;
  let next = value;
  if (min !== undefined) next = Math.max(next, min);
  if (max !== undefined) next = Math.min(next, max);
  if (above !== undefined && next <= above) next = above + 0.01;
  if (below !== undefined && next >= below) next = below - 0.01;
  return next;
}

function range(b: { min?: number; max?: number; above?: number; below?: number }): string {
  const low =
    b.min !== undefined ? `at least ${b.min}` : b.above !== undefined ? `more than ${b.above}` : "";
  const high =
    b.max !== undefined ? `at most ${b.max}` : b.below !== undefined ? `less than ${b.below}` : "";
  return [low, high].filter(Boolean).join(" and ");
}

/** The request as this model and this wire can take it: policy, reasoning, messages; what is lost is told. */
function prepare(
  c: Encoding,
  request: Hub.Request,
  rules: MessageRules,
  reasoning: Json,
  lost: Readonly<Record<string, string>>,
): Hub.Request {
  let h = applyPolicy(request, c);
  if (h.reasoning || silent(h, c)) h = { ...h, reasoning: settleReasoning(h, c, reasoning) };
  tellLost(h, lost, c);
  const { system, messages } = rewrite(h.messages, rules, c);
  c.system = system;
  return { ...h, messages };
}

/** Does the model reason by itself, and only while it streams? Then a whole answer has to turn it off. */
function silent(h: Hub.Request, c: Encoding): boolean {
  return c.model.policy.reasoning?.stream_only === true && !h.stream;
}
