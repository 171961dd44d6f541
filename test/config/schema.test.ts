import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { configOf } from "../../runtime/config.ts";
import { readConfigFile } from "../../runtime/config-file.ts";
import schema from "../../schemas/gateway.schema.json" with { type: "json" };

type Part = Record<string, any>;
const root = resolve(import.meta.dirname, "../..");
const definitions = schema.$defs as Part;
const known = {
  dialects: Object.keys(registry.dialects),
  providers: [...Object.keys(registry.providers), "sandbox"],
};
const environment = { SPEND_DATABASE: "postgres://127.0.0.1/spend", COUNTERS: "redis://127.0.0.1" };

function read(text: string) {
  return readConfigFile("dragoman.yaml", Buffer.from(text), known, environment);
}

const fullText = readFileSync(join(import.meta.dirname, "full.yaml"), "utf8");

/** Every map of the schema with keys of its own, by address. */
function maps(part: Part, at: string, found = new Map<string, Part>()): Map<string, Part> {
  if (part["properties"]) found.set(at, part);
  for (const [key, each] of Object.entries(part))
    if (each && typeof each === "object") maps(each as Part, `${at}/${key}`, found);
  return found;
}

/** Notes each key that data says, at the address of the map it belongs to. */
function mark(part: Part, at: string, data: any, used: Set<string>): void {
  if (typeof part["$ref"] === "string") {
    const name = part["$ref"].slice("#/$defs/".length);
    mark(definitions[name], `/$defs/${name}`, data, used);
  }
  for (const word of ["then", "else"])
    if (part[word]) mark(part[word], `${at}/${word}`, data, used);
  for (const [i, each] of (part["oneOf"] ?? []).entries())
    mark(each, `${at}/oneOf/${i}`, data, used);
  if (Array.isArray(data)) {
    if (part["items"]) for (const each of data) mark(part["items"], `${at}/items`, each, used);
  } else if (data && typeof data === "object") {
    for (const [key, value] of Object.entries(data)) {
      const own = part["properties"]?.[key];
      if (own) used.add(`${at}/${key}`);
      if (own) mark(own, `${at}/properties/${key}`, value, used);
      else if (part["additionalProperties"])
        mark(part["additionalProperties"], `${at}/additionalProperties`, value, used);
    }
  }
}

describe("the schema of dragoman.yaml", () => {
  it("takes the example that uses every word, without a warning", () => {
    const { said, warnings } = read(fullText);
    expect(warnings.filter((line) => !line.includes("x-api-key"))).toEqual([]);
    const used = new Set<string>();
    mark(schema, "", said, used);
    const all = [...maps(schema, "")].flatMap(([at, part]) =>
      Object.keys(part["properties"]).map((key) => `${at}/${key}`),
    );
    expect(all.filter((word) => !used.has(word))).toEqual([]);
  });

  it("says of every word what it is, and takes no other", () => {
    for (const [at, part] of maps(schema, "")) {
      expect([at, part["additionalProperties"]]).toEqual([at, false]);
      for (const [key, each] of Object.entries<Part>(part["properties"])) {
        const text = each["description"] ?? definitions[each["$ref"]?.slice(8)]?.["description"];
        if (key !== "scheme" && key !== "name" && key !== "prefix")
          expect([at, key, typeof text]).toEqual([at, key, "string"]);
      }
    }
  });

  it("takes the defaults, and tells those that are numbers as they are", () => {
    const defaults = configOf({});
    read(JSON.stringify(defaults));
    for (const [section, value] of Object.entries(defaults)) {
      if (!value || typeof value !== "object" || section === "listen") continue;
      const part = (schema.properties as Part)[section];
      const words = part.properties ?? definitions[part.$ref?.slice(8)]?.properties ?? {};
      for (const [key, number] of Object.entries(value))
        if (typeof number === "number") {
          const told = new RegExp(`(?<![0-9])${String(number).replace(".", "\\.")}(?![0-9])`);
          expect(`${section}.${key}: ${words[key].description}`).toMatch(told);
        }
    }
  });

  it("takes what the README shows", () => {
    const text = readFileSync(join(root, "README.md"), "utf8");
    for (const [, block = ""] of text.matchAll(/^```yaml\n([^]*?)^```/gm)) read(block);
  });
});

describe("the schema and the types", () => {
  const files = ["runtime/config-types.ts", "runtime/route-config.ts", "runtime/config.ts"];
  const sources = files.map((file) =>
    ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest),
  );
  const statements = sources.flatMap((source) => [...source.statements]);
  const keysOf = (name: string): string[] => {
    const found = statements
      .filter(ts.isInterfaceDeclaration)
      .find((each) => each.name.text === name);
    return found!.members.map((member) => (member.name as ts.Identifier).text).sort();
  };
  const wordsOf = (name: string): string[] => {
    const found = statements
      .filter(ts.isTypeAliasDeclaration)
      .find((each) => each.name.text === name);
    const words = (found!.type as ts.UnionTypeNode).types;
    return words.map((word) => ((word as ts.LiteralTypeNode).literal as ts.StringLiteral).text);
  };
  const top = schema.properties as Part;
  const pairs: [string, Part][] = [
    ["Timeouts", definitions["timeouts"]],
    ["Condition", definitions["condition"]],
    ["RetryConfig", definitions["retry"]],
    ["BreakerConfig", definitions["breaker"]],
    ["HedgeConfig", definitions["hedge"]],
    ["QueueConfig", definitions["queue"]],
    ["StickyConfig", definitions["sticky"]],
    ["ShareConfig", definitions["share"]],
    ["TargetConfig", definitions["target"].oneOf[1]],
    ["RouteConfig", definitions["route"]],
    ["ProviderConfig", definitions["provider"]],
    ["KeysConfig", top["keys"]],
    ["LimitsConfig", top["key_limits"]],
    ["LedgerConfig", top["ledger"]],
    ["SharedConfig", top["shared"]],
    ["AdminConfig", top["admin"]],
    ["AuditConfig", top["audit"]],
    ["ContentConfig", top["content"]],
    ["MetricsConfig", top["metrics"]],
    ["TracesConfig", top["traces"]],
    ["FetchConfig", top["fetch"]],
    ["ReloadConfig", top["reload"]],
  ];

  it.each(pairs)("%s", (name, part) => {
    expect(Object.keys(part["properties"]).sort()).toEqual(keysOf(name));
  });

  it("Config", () => {
    const own = keysOf("Config").filter((key) => key !== "file" && key !== "warnings");
    expect(Object.keys(top).sort()).toEqual(own);
  });

  it("enumerations", () => {
    const { condition, route, feature } = definitions as Record<string, Part>;
    expect(route!["properties"].strategy.enum).toEqual(wordsOf("Strategy"));
    expect(condition!["properties"].task.items.enum).toEqual(wordsOf("TaskClass"));
    expect(feature!["enum"]).toEqual(wordsOf("Feature"));
    expect(top["content"].properties.redact.items.enum).toEqual(wordsOf("Redaction"));
  });
});
