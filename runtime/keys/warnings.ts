import { suggest } from "../../generator/suggest.ts";
import { fitsAny } from "../glob.ts";
import type { VirtualKey } from "./key.ts";

/**
 * What of `said`, which made or changed a key, is hardly meant, a line each: a glob of models that fits no
 * `provider/model`, and a route that the config, which has `routes` (globs as well), does not know. Both may come to be right later.
 */
export function keyWarnings(
  { models = [], routes: asked = [] }: Pick<VirtualKey, "models" | "routes">,
  said: object,
  routes: readonly string[],
): string[] {
  const warnings: string[] = [];
  if ("models" in said)
    for (const glob of models.filter(isPlain))
      warnings.push(
        `\`models\`: \`${glob}\` fits no \`provider/model\`; \`${glob}/*\` fits all models of a provider`,
      );
  if ("routes" in said)
    for (const glob of asked.filter((each) => isPlain(each) && !fitsAny(routes, each)))
      warnings.push(
        `\`routes\`: the config has no route \`${glob}\`` +
          (routes.length > 0 ? `; ${suggest(glob, routes, "routes")}` : ""),
      );
  return warnings;
}

function isPlain(glob: string): boolean {
  return !glob.includes("*") && !glob.includes("/");
}
