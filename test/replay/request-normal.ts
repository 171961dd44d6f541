import {
  items,
  isEmptyText,
  isOwn,
  isMute,
  merged,
  isEmpty,
  without,
  changed,
  renamed,
  nested,
  oneText,
  camel,
  schemas,
  schema,
  TEXTS,
  EMPTY,
} from "./normal-fields.ts";
import { obj, type Obj } from "./oracle-shared.ts";
import type { Dialect } from "./corpus.ts";

/** One thing that a request may come out otherwise in, saying the same. */
export interface Normal {
  name: string;
  /** The dialects it is about; all when absent. */
  in?: readonly Dialect[];
  /** The fields of one object of the request, said in one way. */
  apply(fields: Obj, key: string): Obj;
}

/** Below these the keys and values are the client's own. */
const OWN =
  /^(args|arguments|input|parameters|parametersJsonSchema|response|schema|input_schema|metadata|logit_bias)$/;

/** What may differ between a recorded request and the same one read and written again, each by its name. */
export const NORMAL: readonly Normal[] = [
  { name: "null asks for nothing", apply: (o) => without(o, (value) => value === null) },
  {
    name: "an empty list or object asks for nothing",
    apply: (o) => without(o, (value, key) => EMPTY.includes(key) && isEmpty(value)),
  },
  {
    name: "one text is the list of it",
    apply: (o) => changed(o, ["content", "system"], oneText),
  },
  {
    name: "text that says nothing is left out",
    apply: (o) => without(o, (value, key) => TEXTS.includes(key) && isEmpty(value)),
  },
  {
    name: "a turn that says nothing is left out",
    in: ["openai-chat"],
    apply: (o) => changed(o, ["messages"], (list) => items(list).filter((turn) => !isMute(turn))),
  },
  {
    name: "turns of one side are one turn",
    in: ["anthropic"],
    apply: (o) => changed(o, ["messages"], merged),
  },
  {
    name: "a tool's result is known by the id of its call",
    in: ["openai-chat"],
    apply: (o) => (o["role"] === "tool" ? without(o, (_, key) => key === "name") : o),
  },
  {
    name: "an older name of a field",
    in: ["openai-chat"],
    apply: (o) =>
      renamed(renamed(o, "max_completion_tokens", "max_tokens"), "safety_identifier", "user"),
  },
  {
    name: "developer is system",
    in: ["openai-chat", "ollama"],
    apply: (o) => changed(o, ["role"], (role) => (role === "developer" ? "system" : role)),
  },
  {
    name: "one stop string is the list of it",
    in: ["openai-chat", "ollama"],
    apply: (o) => changed(o, ["stop"], (stop) => (typeof stop === "string" ? [stop] : stop)),
  },
  {
    name: "an image's address in short",
    in: ["openai-chat"],
    apply: (o) => changed(o, ["image_url"], (url) => (typeof url === "string" ? { url } : url)),
  },
  {
    name: "the effort below `reasoning`",
    in: ["openai-chat"],
    apply: (o) =>
      "reasoning_effort" in o ? nested(o, "reasoning_effort", "reasoning", "effort") : o,
  },
  {
    name: "the beta spelling of the output format",
    in: ["anthropic"],
    apply: (o) =>
      "output_format" in o ? nested(o, "output_format", "output_config", "format") : o,
  },
  {
    name: "snake case",
    in: ["gemini"],
    apply: (o) => Object.fromEntries(Object.entries(o).map(([key, value]) => [camel(key), value])),
  },
  {
    name: "a schema with types in capitals is JSON Schema",
    in: ["gemini"],
    apply: (o) =>
      schemas(
        renamed(
          renamed(o, "parameters", "parametersJsonSchema"),
          "responseSchema",
          "responseJsonSchema",
        ),
      ),
  },
  {
    name: "system text has no role",
    in: ["gemini"],
    apply: (o) =>
      changed(o, ["systemInstruction"], (said) => without(obj(said), (_, key) => key === "role")),
  },
  {
    name: "one part is the list of it",
    in: ["gemini"],
    apply: (o) => changed(o, ["parts"], (parts) => (Array.isArray(parts) ? parts : [parts])),
  },
  {
    name: "a part that says nothing is left out",
    in: ["gemini"],
    apply: (o) =>
      changed(o, ["parts"], (parts) => items(parts).filter((part) => !isEmptyText(part))),
  },
  {
    name: "declared tools before the API's own",
    in: ["gemini"],
    apply: (o) =>
      changed(o, ["tools"], (tools) =>
        items(tools).toSorted((a, b) => Number(isOwn(a)) - Number(isOwn(b))),
      ),
  },
  {
    name: "a level in small letters",
    in: ["gemini"],
    apply: (o) => changed(o, ["thinkingLevel"], (level) => String(level).toUpperCase()),
  },
  {
    name: "a turn without a role is the user's",
    in: ["gemini"],
    apply: (o, key) => (key === "contents" ? { role: "user", ...o } : o),
  },
];

/** A request in the one way that all ways of saying it come to; `used` learns the names of what was changed. */
export function normal(dialect: Dialect, value: unknown, used: Set<string>, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => normal(dialect, item, used, key));
  if (typeof value !== "object" || value === null) return value;
  const below = Object.entries(value as Obj);
  let fields: Obj = Object.fromEntries(
    below.map(([name, item]) => [name, OWN.test(name) ? item : normal(dialect, item, used, name)]),
  );
  for (const each of NORMAL) {
    if (each.in && !each.in.includes(dialect)) continue;
    const next = each.apply(fields, key);
    if (JSON.stringify(next) !== JSON.stringify(fields)) used.add(each.name);
    fields = next;
  }
  return fields;
}
