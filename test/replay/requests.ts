import type * as Hub from "../../generated/hub.types.ts";
import { registry } from "../../generated/index.ts";
import { encoding, UNKNOWN_MODEL } from "../../runtime/encoding.ts";
import type { ModelCard } from "../../runtime/models.ts";
import { strict } from "../../runtime/reader.ts";
import type { Dialect as Translator, Loss, Wire } from "../../runtime/translator.ts";
import type { Check } from "./answers.ts";
import { dialectOf, type Dialect, type Recording } from "./corpus.ts";
import { differing, type Change } from "./home.ts";
import { obj, type Obj } from "./oracle-shared.ts";
import { normal } from "./request-normal.ts";
import { silences } from "./silences.ts";
import { invalid } from "./wire-valid.ts";

/** The body of an answered request as a client of the gateway sends it; null when none was recorded. */
export function bodyOf(recording: Recording): Obj | null {
  const { request, response, path } = recording;
  if (!request || response.status >= 400 || Array.isArray(request.body)) return null;
  if (typeof request.body !== "object" || request.body === null) return null;
  // Where the path names the model, the gateway's doors want it in the body, or have it in the path as well.
  const inPath = /(?:models|deployments)\/([^:/]+)/.exec(path)?.[1] ?? "model";
  return dialectOf(recording) === "gemini"
    ? obj(request.body)
    : { ...request.body, model: obj(request.body)["model"] ?? inPath };
}

/** What an upstream is sent, and what is lost on the way. */
export function written(
  to: Pick<Translator, "encodeRequest">,
  hub: Hub.Request,
  card: ModelCard,
): { wire: Wire; losses: Loss[] } {
  const c = encoding({ model: card, now: 1_700_000_000, makeId: () => "made" });
  const wire = JSON.parse(JSON.stringify(to.encodeRequest(hub, c))) as Wire;
  return { wire, losses: c.losses };
}

/**
 * The laws of requests on one recording: what a provider took is understood; read and written again it is the same
 * request, but for what `request-normal.ts` names; in the other dialects it is valid, and what they cannot say is told.
 */
export async function checkRequest(
  recording: Recording,
  used: Map<string, number>,
): Promise<Check[]> {
  const body = bodyOf(recording);
  if (!body) return [];
  const { id, provider, scenario_tags: tags } = recording;
  const own = dialectOf(recording)!;
  const check = (door: string, problems: string[]): Check => ({
    id,
    provider,
    tags,
    door,
    problems,
  });
  let hub: Hub.Request;
  try {
    hub = registry.dialects[own]!.decodeRequest(body, strict);
  } catch (error) {
    return [check("request", [`refused: ${(error as Error).message}`])];
  }
  hub.model ||= /models\/([^:]+):/.exec(recording.path)?.[1] ?? "model";
  const others = Object.keys(registry.dialects).filter((door) => door !== own) as Dialect[];
  return [
    check("request", await again(recording, body, hub, used)),
    ...others.map((door) => check(`request>${door}`, abroad(door, hub))),
  ];
}

/** Written for its own provider, with what that provider's catalogue says of the model. */
async function again(
  recording: Recording,
  body: Obj,
  hub: Hub.Request,
  used: Map<string, number>,
): Promise<string[]> {
  const own = dialectOf(recording)!;
  const provider = registry.providers[recording.provider];
  const mine = provider?.dialect === own ? provider : undefined;
  const card = mine ? (await mine.catalogue())(hub.model) : { ...UNKNOWN_MODEL, id: hub.model };
  const { wire, losses } = written(mine?.translator ?? registry.dialects[own]!, hub, card);
  const names = new Set<string>();
  const [was, is] = [normal(own, body, names), normal(own, wire, names)];
  const changes = differing(was, is, "").filter((change) => !excused(change, losses, names));
  for (const name of names) used.set(name, (used.get(name) ?? 0) + 1);
  return changes.map(
    ({ at, was: before, is: after }) => `again: ${at} ${brief(after)}, not ${brief(before)}`,
  );
}

/** What may come out otherwise when it was told, and what else has a reason: by path, receipt and values. */
export const EXCUSES: readonly {
  name: string;
  at: RegExp;
  told?: RegExp;
  when?(before: unknown, after: unknown): boolean;
}[] = [
  {
    name: "told: reasoning as the model can do it",
    at: /^\.(thinking|output_config|reasoning|reasoning_effort|think|generationConfig\.thinkingConfig)\b/,
    told: /^reasoning/,
  },
  {
    name: "told: reasoning that does not go back",
    at: /^\.(messages|contents)\b/,
    told: /^messages\.reasoning/,
  },
  {
    name: "a switch that the model does not have",
    at: /^\.(thinking|generationConfig\.thinkingConfig)$/,
    when: (before, after) => after === undefined && isOff(before),
  },
  {
    name: "thoughts are shown where reasoning is asked for",
    at: /thinkingConfig\.includeThoughts$/,
    when: (before) => before === undefined,
  },
  {
    name: "thoughts that are not asked for need no word",
    at: /thinkingConfig\.includeThoughts$/,
    when: (before, after) => before === false && after === undefined,
  },
  {
    name: "reasoning that is asked for is switched on",
    at: /^\.(thinking|generationConfig\.thinkingConfig\.thinkingBudget)$/,
    when: (before) => before === undefined,
  },
  {
    name: "a result has the name and the id of its call",
    at: /\.tool_(name|call_id)$/,
    when: (before) => before === undefined,
  },
  { name: "one choice is what every API gives", at: /^\.n$/, when: (before) => before === 1 },
  {
    name: "a first call without its state has the stand-in",
    at: /thoughtSignature$/,
    when: (before) => before === undefined,
  },
  {
    name: "an absent `stream` is said",
    at: /^\.stream$/,
    when: (before, after) => before === undefined && after === false,
  },
];

function excused(change: Change, losses: readonly Loss[], names: Set<string>): boolean {
  const { at, was, is } = change;
  const [field] = at.slice(1).split(".");
  // What was left out or changed by name is on the receipt.
  if (losses.some((loss) => loss.field === field)) {
    names.add("told: a field that the provider does not take");
    return true;
  }
  const found = EXCUSES.find(
    (each) =>
      each.at.test(at) &&
      (!each.told || losses.some((loss) => each.told!.test(loss.field))) &&
      (each.when?.(was, is) ?? true),
  );
  if (found) names.add(found.name);
  return found !== undefined;
}

function isOff(value: unknown): boolean {
  const { type, thinkingBudget } = obj(value);
  return type === "disabled" || thinkingBudget === 0;
}

/** Written for another dialect with nothing known of the model. */
function abroad(door: Dialect, hub: Hub.Request): string[] {
  const to = registry.dialects[door]!;
  const card = { ...UNKNOWN_MODEL, id: hub.model };
  const complaint = invalid(door, "Request", written(to, hub, card).wire);
  return [...(complaint ? [complaint] : []), ...silences(to, hub, card)];
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 100);
}
