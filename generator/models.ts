import type { Catalogue, ModelFacts } from "../runtime/models.ts";
import type { CostTerm } from "../runtime/cost.ts";
import type { Rates, Rule } from "../runtime/price.ts";

/** A price as it is written: rates by meter, flat beside the words below. */
export interface WrittenPeriod {
  readonly free?: true;
  readonly from?: string;
  readonly until?: string;
  readonly search_unit?: "call" | "query" | "prompt";
  readonly rules?: readonly (string | Rule)[];
  readonly [meter: string]: unknown;
}

/** Facts as they are written: as compiled, but for the price. */
export interface WrittenFacts extends Omit<ModelFacts, "price"> {
  readonly price?: WrittenPeriod | readonly WrittenPeriod[];
}

/** `providers/models/<provider>.yaml`, as `schemas/models.schema.json` admits it. */
export interface ModelsDocument {
  readonly docs: string;
  readonly provider_cost?: readonly CostTerm[];
  readonly fees?: Rates;
  readonly rules?: Readonly<Record<string, Omit<Rule, "name">>>;
  readonly families: readonly (WrittenFacts & { readonly match: string | readonly string[] })[];
  readonly models?: Readonly<Record<string, WrittenFacts & { readonly like?: string }>>;
}

/** The catalogue modules of all providers, by file name below `generated/`. */
export function modelModules(documents: ReadonlyMap<string, ModelsDocument>): Map<string, string> {
  const modules = new Map<string, string>();
  for (const [provider, document] of documents) {
    modules.set(`models/${provider}.ts`, modelsModule(provider, document));
  }
  return modules;
}

/**
 * The module of one catalogue: shared rules once, then a family or a model a line, in the order of the
 * document, which must have passed the schema and `modelProblems`.
 */
export function modelsModule(provider: string, document: ModelsDocument): string {
  const { fees = {} } = document;
  const rules = Object.entries(document.rules ?? {});
  const families = document.families.map(({ match, ...facts }) =>
    literal({ match: [match].flat(), ...lowerFacts(facts, {}) }),
  );
  const models = Object.entries(document.models ?? {}).map(
    ([id, facts]) => `${JSON.stringify(id)}: ${literal(lowerFacts(facts, fees))}`,
  );
  return [
    `// Generated from providers/models/${provider}.yaml by \`npm run generate\`. Do not edit.`,
    "",
    `import type { Catalogue } from "../../runtime/models.ts";`,
    ...(rules.length > 0 ? [`import type { Rule } from "../../runtime/price.ts";`] : []),
    "",
    ...(rules.length > 0 ? rulesConst(rules) : []),
    `/** ${document.docs} */`,
    "export const catalogue: Catalogue = {",
    `  provider: ${JSON.stringify(provider)},`,
    ...(document.provider_cost ? [`  provider_cost: ${literal(document.provider_cost)},`] : []),
    ...block("families: [", families, "],"),
    ...block("models: {", models, "},"),
    "};",
    "",
  ].join("\n");
}

/** The catalogue that the generated module exports, without the way through text. For tests and tools. */
export function catalogueOf(provider: string, document: ModelsDocument): Catalogue {
  const { fees = {}, rules = {}, provider_cost } = document;
  const named = (facts: object): ModelFacts =>
    JSON.parse(JSON.stringify(facts), (_key, value: unknown) => {
      const name = nameIn(value);
      return name === undefined ? value : { name, ...rules[name] };
    });
  const models = Object.entries(document.models ?? {});
  return {
    provider,
    ...(provider_cost && { provider_cost }),
    families: document.families.map(({ match, ...facts }) => {
      return { match: [match].flat(), ...named(lowerFacts(facts, {})) };
    }),
    models: Object.fromEntries(models.map(([id, it]) => [id, named(lowerFacts(it, fees))])),
  };
}

/** A shared rule in a lowered price: printed as a reference, so that its body is in the module once. */
interface Reference {
  readonly $rule: string;
}

function lowerFacts(facts: WrittenFacts, fees: Rates): object {
  const { price, ...rest } = facts;
  if (price === undefined) return rest;
  const periods = [price].flat() as WrittenPeriod[];
  if (periods[0]?.free) return { ...rest, price: { free: true, periods: [] } };
  const search_unit = periods.find((period) => period.search_unit)?.search_unit;
  const defaults = facts.mode === "embedding" ? {} : fees;
  const lowered = periods.map((period) => lowerPeriod(period, defaults));
  return { ...rest, price: { ...(search_unit && { search_unit }), periods: lowered } };
}

function lowerPeriod(period: WrittenPeriod, fees: Rates): object {
  const { from, until, rules, search_unit: _, ...rates } = period;
  const listed = rules?.map((rule) => (typeof rule === "string" ? { $rule: rule } : rule));
  return {
    ...(from && { from }),
    ...(until && { until }),
    rates: { ...rates, ...missing(fees, rates) },
    ...(listed && { rules: listed }),
  };
}

function missing(fees: Rates, rates: object): Rates {
  return Object.fromEntries(Object.entries(fees).filter(([meter]) => !Object.hasOwn(rates, meter)));
}

function rulesConst(rules: [string, object][]): string[] {
  const lines = rules.map(([name, rule]) => `${key(name)}: ${literal({ name, ...rule })}`);
  return [...block("const rules = {", lines, "} satisfies Record<string, Rule>;", ""), ""];
}

function block(head: string, lines: string[], foot: string, indent = "  "): string[] {
  if (lines.length === 0) return [`${indent}${head}${foot}`];
  return [`${indent}${head}`, ...lines.map((line) => `${indent}  ${line},`), `${indent}${foot}`];
}

/** A plain value as a TypeScript literal on one line; every string goes through `JSON.stringify`. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const name = nameIn(value);
  if (name !== undefined)
    return /^\w+$/.test(name) ? `rules.${name}` : `rules[${JSON.stringify(name)}]`;
  const entries = Object.entries(value).map(([name, each]) => `${key(name)}: ${literal(each)}`);
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && name !== "__proto__" ? name : JSON.stringify(name);
}

function nameIn(value: unknown): string | undefined {
  if (value === null || typeof value !== "object" || !("$rule" in value)) return undefined;
  return (value as Reference).$rule;
}
