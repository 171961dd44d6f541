import type { TaskClass } from "./route-config.ts";
import { gatewayError } from "./errors.ts";
import type { VirtualKey } from "./keys/key.ts";
import type { Asked } from "./prepare.ts";
import { RequestFacts } from "./routing/facts.ts";

const TASKS: readonly string[] = ["simple", "extraction", "chat", "code", "reasoning"];
const MAX_TAGS = 20;
const TAG = /^[A-Za-z0-9._:/=@-]{1,64}$/;

/** What routes may look at; the task as `x-dragoman-task` says it. Throws a `GatewayError` for another word. */
export function factsOf(asked: Asked, key: VirtualKey | undefined): RequestFacts {
  const task = asked.headers["x-dragoman-task"];
  if (task !== undefined && !TASKS.includes(String(task))) {
    throw gatewayError("bad_request", `x-dragoman-task must be one of ${TASKS.join(", ")}.`);
  }
  return new RequestFacts({
    hub: asked.hub,
    asked: asked.hub.model,
    headers: asked.headers,
    ...(key && { key }),
    ...(task !== undefined && { task: task as TaskClass }),
  });
}

/** Tags of the spend report: of the route, of the key, and what the client says in `x-dragoman-tags`. */
export function tagsOf(
  header: string | string[] | undefined,
  route: readonly string[],
  key: readonly string[] = [],
): readonly string[] {
  if (header === undefined || header === "") {
    if (key.length === 0) return route;
    return route.length === 0 ? key : [...new Set([...route, ...key])];
  }
  const said = String(header)
    .split(",")
    .map((tag) => tag.trim());
  if (said.length > MAX_TAGS || !said.every((tag) => TAG.test(tag))) {
    throw gatewayError(
      "bad_request",
      `x-dragoman-tags must be at most ${MAX_TAGS} tags of letters, digits and ._:/=@-, with commas between.`,
    );
  }
  return [...new Set([...route, ...key, ...said])];
}
