import hubSchema from "../../schemas/hub.schema.json" with { type: "json" };
import { shapeDef } from "../emit/hub-defs.ts";
import { slotNames } from "../hub.ts";
import { suggest } from "../suggest.ts";
import type { Subject } from "./index.ts";
import { section, type Finding, type Law } from "./law.ts";
import { placed, walk } from "./scope.ts";

/** Every `shape:` that is asked for is there, and every named shape is the form of a hub definition. */
export const shapesExist: Law = { name: "shapes-exist", check };

function* check(subject: Subject): Iterable<Finding> {
  const known = Object.keys(section(subject, "shapes"));
  for (const name of known) {
    if (slotNames(shapeDef(name)).length > 0) continue;
    const message = `the hub has no definition that \`${name}\` could be the form of`;
    yield { path: ["shapes", name], part: "key", message, help: suggest(name, names(), "names") };
  }
  for (const { shape, scope } of placed(subject)) {
    for (const [node] of walk(shape, scope)) {
      if (node.kind !== "slot" && node.kind !== "each" && node.kind !== "citations") continue;
      if (node.shape === undefined || known.includes(node.shape)) continue;
      const help = suggest(node.shape, known, "shapes") ?? "write it under `shapes`";
      yield {
        path: [...node.at, "shape"],
        part: "value",
        message: `there is no shape \`${node.shape}\``,
        help,
      };
    }
  }
}

function names(): string[] {
  const snake = (name: string): string => name.replace(/(?<!^)([A-Z])/g, "_$1").toLowerCase();
  return ["cache", ...Object.keys(hubSchema.$defs).map(snake)];
}
