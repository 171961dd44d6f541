import type * as Hub from "../generated/hub.types.ts";
import type { Json } from "./json.ts";
import type { Encoding } from "./translator.ts";

type Reasons = Readonly<Record<string, string>>;

/** Tells what a request asks for that the upstream's API has no place for; `lost` has the reasons by path. */
export function tellLost(h: Hub.Request, lost: Reasons, c: Encoding): void {
  for (const { path, head, below, reason } of pathsOf(lost)) {
    const value = below === undefined ? h[head] : (h[head] as Json | undefined)?.[below];
    if (value !== undefined && !neutral(path, value)) c.lost(path, "dropped", reason);
  }
}

interface LostPath {
  path: string;
  head: keyof Hub.Request;
  below: string | undefined;
  reason: string;
}

/** The lists of the specs, taken apart once each: they are constants of the generated translators. */
const lostPaths = new WeakMap<Reasons, readonly LostPath[]>();

function pathsOf(lost: Reasons): readonly LostPath[] {
  let paths = lostPaths.get(lost);
  if (!paths) {
    paths = Object.entries(lost).map(([path, reason]) => {
      const [head, below] = path.split(".") as [keyof Hub.Request, string | undefined];
      return { path, head, below, reason };
    });
    lostPaths.set(lost, paths);
  }
  return paths;
}

/** Values that ask for nothing: what every API does anyway. */
function neutral(path: string, value: unknown): boolean {
  if (path === "n") return value === 1;
  if (
    path === "stream" ||
    path === "stream_usage" ||
    path === "model" ||
    path === "reasoning.mode" ||
    path === "reasoning.visible"
  )
    return true;
  if (path === "parallel_tools" || path === "logprobs" || path === "store")
    return value === (path === "parallel_tools");
  if (path === "frequency_penalty" || path === "presence_penalty") return value === 0;
  if (path === "tool_choice") return (value as Hub.ToolChoice).mode === "auto";
  if (path === "modalities")
    return Array.isArray(value) && value.length === 1 && value[0] === "text";
  if (path === "service_tier") return value === "auto" || value === "standard";
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
