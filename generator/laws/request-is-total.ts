import { writtenSlots } from "../desugar.ts";
import { requestPaths } from "../hub.ts";
import { shape } from "../shape.ts";
import type { Subject } from "./index.ts";
import { named, section, type Finding, type Law } from "./law.ts";

/** Every slot of the hub's request is written by the body or named under `request.lost` with the reason, not both. */
export const requestIsTotal: Law = { name: "request-is-total", check };

function* check(subject: Subject): Iterable<Finding> {
  const written = writtenSlots(shape(section(subject, "request", "body"), ["request", "body"]));
  const lost = Object.keys(section(subject, "request", "lost"));
  for (const path of requestPaths()) {
    // Fields that no word knows are always handed on.
    if (path === "rest" || named(written, path) || named(lost, path)) continue;
    const message = `\`${path}\` of the request is neither written nor lost`;
    yield {
      path: ["request", "lost", path],
      part: "key",
      message,
      help: "write it in `request.body`, or name it under `request.lost` with the reason",
    };
  }
  for (const path of lost) {
    if (!named(written, path)) continue;
    const message = `\`${path}\` is written by the body, so it is not lost`;
    yield {
      path: ["request", "lost", path],
      part: "key",
      message,
      help: "leave it out here, or mark its field `write: false`",
    };
  }
}
