import type * as Hub from "../../generated/hub.types.ts";
import type { Json } from "../json.ts";
import { strict, type Reader } from "../reader.ts";
import type { Encoding } from "../translator.ts";

type Encode = (tool: Hub.Tool, c: Encoding) => unknown;

/** The tools, one item each. */
export function tools(
  list: readonly Hub.Tool[] | undefined,
  encode: Encode,
  c: Encoding,
): unknown[] | undefined {
  if (list === undefined) return undefined;
  const out = list.map((tool) => encode(tool, c)).filter((item) => item !== undefined);
  return out.length === 0 && list.length > 0 ? undefined : out;
}

/** The tools of a dialect that lists its functions below one key and has its own tools beside them. */
export function groupedTools(
  list: readonly Hub.Tool[] | undefined,
  key: string,
  encode: Encode,
  c: Encoding,
): unknown[] | undefined {
  if (list === undefined || list.length === 0) return undefined;
  const functions = list
    .filter((tool) => tool.kind !== "opaque")
    .map((tool) => encode(tool, c))
    .filter((item) => item !== undefined);
  const others = list
    .filter((tool) => tool.kind === "opaque")
    .map((tool) => encode(tool, c))
    .filter((item) => item !== undefined);
  const all = functions.length > 0 ? [{ [key]: functions }, ...others] : others;
  return all.length > 0 ? all : undefined;
}

/** Reads such a list. */
export function readGroupedTools(
  value: unknown,
  path: string,
  key: string,
  r: Reader,
  dialect: string,
  decode: (w: Json, r: Reader) => Hub.Tool | undefined,
): Hub.Tool[] | undefined {
  const groups = r.each(value, path, (group) => {
    const functions = r.each(group[key], key, (w) => decode(w, r)) ?? [];
    const own = Object.entries(group).filter(([name, item]) => name !== key && item != null);
    const rest = Object.fromEntries(own);
    const opaque =
      own.length === 0
        ? []
        : [{ kind: "opaque" as const, name: Object.keys(rest).join("+"), dialect, value: rest }];
    return [...functions, ...opaque];
  });
  return groups?.flat();
}

/** A tool that only its own dialect knows. */
export function opaqueTool(tool: Hub.Tool, dialect: string, c: Encoding): unknown {
  if (tool.kind === "opaque" && tool.dialect === dialect) return tool.value;
  return c.lost(
    `tools.${tool.name}`,
    "dropped",
    tool.kind === "opaque" ? "only its own API has this tool" : `the API has no ${tool.kind} tools`,
  );
}

/** Keeps a tool that only its own dialect knows. */
export function readOpaqueTool(w: Json, dialect: string): Hub.Tool {
  const name =
    strict.string(w["name"], "name") ?? (typeof w["type"] === "string" ? w["type"] : "tool");
  return { kind: "opaque", name, dialect, value: w as Record<string, unknown> };
}
