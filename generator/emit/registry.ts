import type { Subject } from "../laws/index.ts";
import { camel, literal } from "./context.ts";
import { moduleText, type Import } from "./module.ts";

/** `generated/index.ts`: the one place where all dialects and providers meet. */
export function registryModule(subjects: readonly Subject[]): string {
  const imports: Import[] = [{ from: "../runtime/translator.ts", names: ["Registry"], type: true }];
  const dialects = subjects.filter((each) => !each.provider);
  const providers = subjects.filter((each) => each.provider);
  for (const each of dialects)
    imports.push({
      from: `./dialects/${each.id}.ts`,
      names: [`dialect as ${camel(each.id)}Dialect`],
    });
  for (const each of providers)
    imports.push({ from: `./providers/${each.id}.ts`, names: [`provider as ${camel(each.id)}`] });
  const text = `/** Every dialect and provider that was compiled. */
export const registry: Registry = {
  dialects: { ${dialects.map((each) => `${literal(each.id)}: ${camel(each.id)}Dialect`).join(", ")} },
  providers: { ${providers.map((each) => `${literal(each.id)}: ${camel(each.id)}`).join(", ")} },
};`;
  return moduleText("providers/", imports, [text]);
}
