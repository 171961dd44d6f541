import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { Sent } from "./recorder.ts";
import type { Dialect } from "./talk.ts";
import { KEYS } from "./world.ts";

/** How each upstream has to be called: the path, and where its key stands. */
const CALLS: Record<Dialect, { path: RegExp; key: [header: string, value: string] | undefined }> = {
  "openai-chat": {
    path: /^\/v1\/chat\/completions$/,
    key: ["authorization", `Bearer ${KEYS.OPENAI_API_KEY}`],
  },
  anthropic: { path: /^\/v1\/messages$/, key: ["x-api-key", KEYS.ANTHROPIC_API_KEY] },
  gemini: {
    path: /^\/v1beta\/models\/[\w.-]+:(generateContent|streamGenerateContent\?alt=sse)$/,
    key: ["x-goog-api-key", KEYS.GEMINI_API_KEY],
  },
  ollama: { path: /^\/api\/chat$/, key: undefined },
};

const validators = new Map<Dialect, ValidateFunction>();

function validator(dialect: Dialect): ValidateFunction {
  let validate = validators.get(dialect);
  if (!validate) {
    const file = new URL(`../../schemas/wire/${dialect}.schema.json`, import.meta.url);
    const schema = JSON.parse(readFileSync(file, "utf8")) as { $id: string };
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    validate = ajv.addSchema(schema).getSchema(`${schema.$id}#/$defs/Request`)!;
    validators.set(dialect, validate);
  }
  return validate;
}

/** What is wrong with a request that went upstream: its path, its key, its body; empty when nothing is. */
export function faults(dialect: Dialect, { method, path, headers, bytes }: Sent): string[] {
  const { path: expected, key } = CALLS[dialect];
  const wrong: string[] = [];
  if (method !== "POST" || !expected.test(path)) wrong.push(`${method} ${path}`);
  if (key && headers[key[0]] !== key[1]) wrong.push(`no ${key[0]}`);
  if (JSON.stringify(headers).includes("client-key")) wrong.push("the client's key went upstream");
  if (dialect === "anthropic" && !headers["anthropic-version"]) wrong.push("no version");
  const body: unknown = JSON.parse(bytes.toString());
  const validate = validator(dialect);
  if (!validate(body)) {
    for (const { instancePath, message } of validate.errors ?? []) {
      wrong.push(`${instancePath} ${message}`);
    }
  }
  return wrong;
}
