import { literal } from "./context.ts";

type Dict = Record<string, any>;

/** What the runtime knows of a dialect besides its functions. */
export function facts(id: string, value: Dict): string {
  const door = value["door"] as Dict;
  const stream = value["stream"] as Dict;
  const routes = (door["routes"] as Dict[]).map((route) => ({ method: "POST", ...route }));
  const { also, message, type, code, param, request_id, inside, retry_after, write, fields } =
    value["errors"] as Dict;
  const read = [...((also as Dict[] | undefined) ?? []), ...(value["errors"].read as Dict[])];
  return literal({
    id,
    name: value["name"],
    issuer: value["issuer"] ?? id,
    door: {
      routes,
      auth: (door["auth"] as unknown[]).map(credential),
      request_id: door["headers"]?.request_id ?? "x-request-id",
      models: door["models"],
    },
    choices: value["answer"].choices,
    sealed: value["answer"].sealed,
    stream: {
      framing: stream["framing"],
      name: stream["name"],
      done: stream["done"],
      event_key: stream["event_key"],
      cumulative: stream["cumulative"],
      thinking_tags: value["answer"].thinking_tags,
    },
    errors: { message, type, code, param, request_id, inside, retry_after, read, write, fields },
    limits: value["limits"] ?? {},
    media_by_bytes: mediaByBytes(value),
    weights: weights(value["request"]["rest"] as Dict | undefined),
  });
}

/** How bad it is to lose a field that only this dialect has, by its path; `undefined` when all are hints. */
function weights(rest: Dict = {}): Dict | undefined {
  const told = Object.entries(rest).filter(([, field]) => typeof field?.loss === "string");
  return told.length > 0
    ? Object.fromEntries(told.map(([path, { loss }]) => [path, loss]))
    : undefined;
}

/** The kinds of media that have a form for bytes but none for an address; `undefined` when there are none. */
function mediaByBytes(value: Dict): string[] | undefined {
  const parts = (value["parts"] as Dict | undefined) ?? {};
  const slots = JSON.stringify(value["messages"]?.roles ?? {});
  const has = (form: string): boolean => Boolean(parts[form]) || slots.includes(`"${form}"`);
  const kinds = ["image", "audio", "video", "file"].filter(
    (kind) => has(`${kind}.data`) && !has(`${kind}.url`),
  );
  return kinds.length > 0 ? kinds : undefined;
}

/** `bearer`, `none`, `{ header: x }` or `{ query: x }`. */
export function credential(value: unknown): Dict {
  if (typeof value === "string") return { scheme: value };
  const dict = value as Dict;
  if (dict["header"])
    return {
      scheme: "header",
      name: dict["header"],
      ...(dict["prefix"] ? { prefix: dict["prefix"] } : {}),
    };
  return { scheme: "query", name: dict["query"] };
}
