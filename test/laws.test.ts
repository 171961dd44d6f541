import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../generator/compile.ts";
import { doorsAgree } from "../generator/laws/door-paths-unique.ts";
import { LAWS, obey, type Subject } from "../generator/laws/index.ts";
import { trace } from "../generator/laws/trace.ts";
import { discriminator } from "../generator/laws/wire.ts";
import { resolve } from "../generator/resolve.ts";
import { Source } from "../generator/source.ts";
import { checkPatch, checkProvider, dialectSubject, idsOf, sourceOf, wireOf } from "./specs.ts";

function same(words: readonly string[], list: readonly unknown[]): boolean {
  return words.length === list.length && list.every((word) => words.includes(String(word)));
}

type Dict = Record<string, any>;

const dialects = idsOf("providers/dialects");
const providers = idsOf("providers");

function broken(subject: Subject): string[] {
  return [...new Set([...obey(subject)].map(({ law }) => law))];
}

function messages(subject: Subject): string[] {
  return [...obey(subject)].map(({ law, message }) => `${law}: ${message}`);
}

describe("the specs of this repository", () => {
  it.each(dialects)("%s obeys the laws", (id) => {
    expect(messages(dialectSubject(id))).toEqual([]);
  });

  it.each(providers)("%s obeys the laws", (id) => {
    expect(checkProvider(sourceOf(`providers/${id}.yaml`)).map(({ message }) => message)).toEqual(
      [],
    );
  });

  it("have doors that do not get in each other's way", () => {
    const subjects = dialects.map((id) => dialectSubject(id));
    expect([...doorsAgree(subjects)]).toEqual([]);
    const twin = { ...dialectSubject(dialects[0]!), id: "twin" };
    expect([...doorsAgree([...subjects, twin])].map(({ law }) => law)).toContain(
      "door-paths-unique",
    );
  });
});

// What a wire schema comes to know has to break the build until a spec says what becomes of it.
describe.each(dialects)("%s is total", (id) => {
  const reached = trace(dialectSubject(id));
  const mapped = [...(reached?.objects ?? [])].filter(([, { spots }]) =>
    spots.every(({ area }) => area !== "errors"),
  );
  const errors = new Set(
    [...(reached?.objects ?? [])]
      .filter(([, { spots }]) => spots.some(({ area }) => area === "errors"))
      .map(([object]) => object),
  );

  it("over the fields of every object that is mapped", () => {
    expect(mapped.length).toBeGreaterThan(5);
    for (const [object, { at, keys }] of mapped) {
      // Tools of the API itself that stand beside the declarations are kept as they are.
      if (section(id, "tools")["opaque"] === "keys" && keys.has("functionDeclarations")) continue;
      const properties = object["properties"] as Dict;
      properties["brand_new"] = { type: "string" };
      try {
        const found = messages(again(id));
        expect(found, at.join("/")).toEqual([
          expect.stringMatching(/^wire-is-total: field `brand_new` of .* is not mapped$/),
        ]);
      } finally {
        delete properties["brand_new"];
      }
    }
  });

  it("over the kinds of every union, unless the spec keeps strangers as they are", () => {
    for (const [union, { objects, spots, at }] of reached?.unions ?? []) {
      const list = (union["oneOf"] ?? union["anyOf"]) as Dict[] | undefined;
      const key = ["type", "role"].find((name) =>
        objects.every((object) => name in (object["properties"] as Dict)),
      );
      if (
        !list ||
        !key ||
        objects.some(
          (object) => errors.has(object) || discriminator(wiring(id), object) === undefined,
        )
      )
        continue;
      list.push({ type: "object", required: [key], properties: { [key]: { const: "brand_new" } } });
      try {
        const [law] = broken(again(id));
        const opaque =
          (at[0] === "parts" && section(id, "parts")["opaque"] === true) ||
          (at[0] === "tools" && section(id, "tools")["opaque"] !== undefined);
        const expected =
          spots.some(({ area }) => area === "events") && at[0] === "stream"
            ? "events-are-total"
            : "wire-is-total";
        expect(law, at.join("/")).toBe(opaque ? undefined : expected);
      } finally {
        list.pop();
      }
    }
  });

  it("over the words of every table", () => {
    const words = [...(reached?.enums ?? [])].filter(
      ([schema, { slot }]) => slot && Array.isArray(schema["enum"]),
    );
    for (const [schema, { at }] of words) {
      const list = schema["enum"] as unknown[];
      // A field may be written by a constant here and by a table there: the words tell which table it is.
      const table = reached?.tables.some(
        (each) => String(each.at) === String(at) || same(each.words, list),
      );
      list.push("brand_new");
      try {
        expect(broken(again(id)), at.join("/")).toEqual(table ? ["enum-is-total"] : []);
      } finally {
        list.pop();
      }
    }
    expect(reached?.tables.some(({ table }) => table === "finish")).toBe(true);
  });

  it("over what the API requires", () => {
    for (const name of ["Request", "Answer"]) {
      const definition = wiring(id)["$defs"][name] as Dict;
      const known = (definition["required"] as string[] | undefined) ?? [];
      definition["required"] = [...known, "brand_new"];
      try {
        expect(broken(again(id)), name).toEqual(["required-is-fed"]);
      } finally {
        definition["required"] = known;
      }
    }
  });

  it("over the hub: no line of the lists of losses can be left out", () => {
    for (const list of ["request", "messages", "tools"]) {
      for (const name of Object.keys((section(id, list)["lost"] ?? {}) as Dict)) {
        const patch = new Source("patch.yaml", `${list}:\n  lost: { "${name}": null }\n`);
        const laws = checkPatch(patch, id).map(({ law }) => law);
        if (list === "request") expect([...new Set(laws)], name).toEqual(["request-is-total"]);
      }
    }
  });

  it("over the hub: no word of a finish or of an error can be left out", () => {
    for (const kind of Object.keys(section(id, "errors")["write"] as Dict)) {
      const patch = new Source("patch.yaml", `errors:\n  write: { ${kind}: null }\n`);
      expect(
        checkPatch(patch, id).map(({ law }) => law),
        kind,
      ).toEqual(["enum-is-total"]);
    }
    for (const word of Object.keys(section(id, "finish")["read"] as Dict)) {
      const patch = new Source("patch.yaml", `finish:\n  read: { ${word}: null }\n`);
      expect(new Set(checkPatch(patch, id).map(({ law }) => law)), word).toEqual(
        new Set(["enum-is-total"]),
      );
    }
  });
});

/** The wire schemas that this file changes and restores; the laws see the same objects each time. */
const wires = new Map<string, Dict>();

function wiring(id: string): Dict {
  const known = wires.get(id) ?? dialectSubject(id).wire ?? wireOf(id);
  wires.set(id, known);
  return known;
}

/** The dialect judged afresh, with its wire schema as it is now. */
function again(id: string): Subject {
  return dialectSubject(id, wiring(id));
}

function section(id: string, name: string): Dict {
  return (dialectSubject(id).value[name] ?? {}) as Dict;
}

describe("a provider", () => {
  it("is not blamed for what is wrong with its dialect", () => {
    const wire = wireOf("anthropic");
    wire["$defs"]["Request"]["properties"]["brand_new"] = { type: "string" };
    const base = dialectSubject("anthropic", wire);
    const source = sourceOf("providers/anthropic.yaml");
    const value = resolve(source, sourceOf("providers/dialects/anthropic.yaml")).value as Dict;
    const subject: Subject = {
      ...base,
      id: "anthropic",
      value,
      provider: source,
      base,
    };
    expect(broken(base)).toEqual(["wire-is-total"]);
    expect(broken(subject)).toEqual([]);
  });
});

describe("a dialect", () => {
  it("removes nothing, since it inherits nothing", () => {
    const subject = dialectSubject("ollama");
    const request = { ...(subject.value["request"] as Dict), rest: { truncate: null } };
    const found = [...obey({ ...subject, value: { ...subject.value, request } })];
    expect(found.map(({ law, message }) => [law, message])).toEqual([
      ["removed-key-exists", "`truncate` is not inherited, so there is nothing to remove"],
    ]);
  });
});

it("compiles all specs", async () => {
  const { diagnostics } = await compile({ root: join(import.meta.dirname, "..") });
  expect(diagnostics).toEqual([]);
});

it("has a file and a case for every law", () => {
  const folder = (path: string): string[] => readdirSync(join(import.meta.dirname, path));
  const names = LAWS.flat().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) {
    expect(existsSync(join(import.meta.dirname, `../generator/laws/${name}.ts`)), name).toBe(true);
    expect(folder("errors")).toContain(name);
    expect(folder(`errors/${name}`).length, name).toBeGreaterThan(0);
  }
});
