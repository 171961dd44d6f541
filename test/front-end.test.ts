import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../generator/command.ts";
import type { Compile } from "../generator/command.ts";
import { render, renderAll } from "../generator/diagnostic.ts";
import type { Diagnostic } from "../generator/diagnostic.ts";
import { unifiedDiff } from "../generator/diff.ts";
import { loadSource } from "../generator/load.ts";
import { merge, resolve } from "../generator/resolve.ts";
import { Source } from "../generator/source.ts";
import { distance, nearest, suggest } from "../generator/suggest.ts";
import { validate } from "../generator/validate.ts";
import { apply, changes } from "../generator/write.ts";

const temporary: string[] = [];
afterEach(() => {
  for (const path of temporary.splice(0)) rmSync(path, { recursive: true, force: true });
});

function folderOf(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "front-end-"));
  temporary.push(root);
  for (const [name, text] of Object.entries(files)) put(root, name, text);
  return root;
}

function put(root: string, name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

function at(source: Source, path: (string | number)[], part: "key" | "value"): string {
  const { file, line, col, length } = source.locate(path, part);
  return `${file}:${line}:${col}+${length}`;
}

describe("source", () => {
  const text = [
    "# a comment",
    "name: Groq",
    'auth: { bearer: "KEY", rows: [{ a: 1 }, { b: [2, three] }] }',
    "request:",
    "  unsupported: [logits_bias, presence_penalty]",
    "  empty:",
    "  long: |",
    "    one",
    "    two",
    "list:",
    "  - first: 1 # why",
    "    second: 2",
    "",
  ].join("\n");

  it.each<[(string | number)[], "key" | "value", string]>([
    [["name"], "key", "2:1+4"],
    [["name"], "value", "2:7+4"],
    [["auth", "bearer"], "value", "3:17+5"],
    [["auth", "rows", 1, "b"], "key", "3:43+1"],
    [["auth", "rows", 1, "b", 1], "value", "3:50+5"],
    [["auth", "rows", 1], "value", "3:41+17"],
    [["request"], "value", "5:3+44"],
    [["request", "unsupported", 0], "value", "5:17+11"],
    [["request", "empty"], "value", "6:3+5"],
    [["request", "long"], "value", "7:9+1"],
    [["list", 0], "key", "11:5+8"],
    [["list", 0, "second"], "value", "12:13+1"],
    [["list", 0, "third"], "value", "11:5+8"],
    [["request", "nothing", "deeper"], "value", "4:1+7"],
    [[], "key", "2:1+4"],
  ])("knows where %j stands (%s)", (path, part, expected) => {
    const source = new Source("a.yaml", text);
    expect(source.diagnostics).toEqual([]);
    expect(at(source, path, part)).toBe(`a.yaml:${expected}`);
  });

  it("counts the same with CRLF and a byte order mark", () => {
    const source = new Source("a.yaml", "\uFEFF" + text.replaceAll("\n", "\r\n"));
    expect(at(source, ["request", "unsupported", 0], "value")).toBe("a.yaml:5:17+11");
    expect(source.diagnostics).toEqual([]);
  });

  it("gives plain frozen data whose keys cannot reach a prototype", () => {
    const value = new Source(
      "a.yaml",
      "constructor: 1\ntoString: { hasOwnProperty: x }\n529: y\ntrue: z",
    ).value;
    expect(Object.getPrototypeOf(value)).toBe(null);
    expect(Object.keys(value as object).sort()).toEqual(["529", "constructor", "toString", "true"]);
    expect(() => ((value as Record<string, unknown>)["a"] = 1)).toThrow(TypeError);
  });

  it.each([
    ["duplicate keys", "a: 1\nb: 2\na: 3\n", "3:1", "duplicate-key"],
    ["duplicate keys in a flow map", "a: { b: 1, 'b': 2 }", "1:12", "duplicate-key"],
    ["a tab as indent", "a:\n\tb: 1", "2:1", "yaml-syntax"],
    ["an anchor", "a: &x 5", "1:7", "plain-yaml"],
    ["an anchor on a key", "&x a: 5", "1:4", "plain-yaml"],
    ["an alias", "a: *x", "1:4", "plain-yaml"],
    ["a merge key", "a:\n  <<: { b: 1 }", "2:3", "plain-yaml"],
    ["a tag", "a: !!str 5", "1:10", "plain-yaml"],
    ["an unknown tag on a map", "a: !x { b: 1 }", "1:7", "plain-yaml"],
    ["a directive", "%YAML 1.1\n---\na: yes", "1:1", "plain-yaml"],
    ["a second document", "a: 1\n---\nb: 1\n", "2:1", "plain-yaml"],
    ["a key that is a list", "? [a]\n: b", "1:3", "yaml-syntax"],
    ["__proto__", "a: { __proto__: { polluted: 1 } }", "1:6", "plain-yaml"],
    ["a quoted __proto__", '"__proto__": 1', "1:1", "plain-yaml"],
    ["an inexact integer", "a: 9007199254740993", "1:4", "plain-yaml"],
    ["infinity", "a: [1, .inf]", "1:8", "plain-yaml"],
    ["NUL", "a: b\u0000", "1:5", "yaml-syntax"],
    ["an open bracket", "a: [1\nb: 2", "2:1", "yaml-syntax"],
    ["an open quote", 'a: "x', "1:6", "yaml-syntax"],
    ["a file that is too large", `a: ${"x".repeat(2 * 1024 * 1024)}`, "1:1", "bounded-source"],
  ])("refuses %s", (_, yaml, place, law) => {
    const { diagnostics } = new Source("a.yaml", yaml);
    expect(diagnostics.map((d) => `${d.line}:${d.col} ${d.law}`)).toEqual([`${place} ${law}`]);
    expect(diagnostics[0]?.message).toMatch(/^[^A-Z].*[^.]$/);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it.each([
    ["flow lists", "[".repeat(100_000)],
    ["closed flow lists", "[".repeat(5_000) + "]".repeat(5_000)],
    ["flow maps", "{a: ".repeat(30_000)],
    ["block lists on one line", "- ".repeat(50_000) + "a"],
    ["block maps", Array.from({ length: 1_000 }, (_, i) => " ".repeat(i) + "a:").join("\n")],
    ["nested keys", "? ".repeat(30_000) + "a"],
  ])("bounds the depth of %s", (_, yaml) => {
    expect(new Source("a.yaml", yaml).diagnostics.map((d) => d.law)).toEqual(["bounded-source"]);
  });

  it("takes 60 levels, and refuses an alias bomb at once", () => {
    expect(new Source("a.yaml", "[".repeat(60) + "]".repeat(60)).diagnostics).toEqual([]);
    const rows = Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`,
    );
    const { diagnostics } = new Source("a.yaml", `a0: &a0 x\n${rows.join("\n")}`);
    expect(new Set(diagnostics.map((d) => d.law))).toEqual(new Set(["plain-yaml"]));
  });

  it("reads a large flat map in linear time", () => {
    const yaml = Array.from({ length: 20_000 }, (_, i) => `k${i}: ${i}`).join("\n");
    const source = new Source("a.yaml", yaml);
    expect(at(source, ["k19999"], "value")).toBe("a.yaml:20000:9+5");
  });

  it("is the same object while the file is unchanged, and says when it is not UTF-8", () => {
    const root = folderOf({ "x.yaml": "a: 1" });
    const first = loadSource(root, "x.yaml");
    expect(loadSource(root, "x.yaml")).toBe(first);
    put(root, "x.yaml", "a: 2");
    expect(loadSource(root, "x.yaml").value).toEqual({ a: 2 });
    writeFileSync(join(root, "x.yaml"), Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    expect(loadSource(root, "x.yaml").diagnostics.map((d) => d.message)).toEqual([
      "the file is not UTF-8",
    ]);
  });
});

describe("resolve", () => {
  const base = new Source(
    "base.yaml",
    "who: base\nrequest:\n  path: /v1\n  same: [a, b, c]\n  body: { x: 1, y: 2 }\nlast: 1\n",
  );

  it("merges maps, replaces the rest, removes by null and keeps the order of the base", () => {
    const child = new Source(
      "child.yaml",
      "new: 1\nrequest: { body: { y: null, z: { q: 1 } }, same: [c] }\nwho: child",
    );
    const { value, diagnostics } = resolve(child, base);
    expect(diagnostics).toEqual([]);
    expect(JSON.stringify(value)).toBe(
      '{"who":"child","request":{"path":"/v1","same":["c"],"body":{"x":1,"z":{"q":1}}},"last":1,"new":1}',
    );
    expect(base.value).toMatchObject({ who: "base", request: { body: { y: 2 } } });
  });

  it("blames the file that wrote it", () => {
    const child = new Source("child.yaml", "request:\n  same: [c]\n  body: { z: 3 }\nwho: child\n");
    const { locate } = resolve(child, base);
    const text = (path: (string | number)[], part: "key" | "value"): string => {
      const { file, line, col } = locate(path, part);
      return `${file}:${line}:${col}`;
    };
    expect(text(["request", "path"], "value")).toBe("base.yaml:3:9");
    expect(text(["request", "body", "x"], "key")).toBe("base.yaml:5:11");
    expect(text(["request", "body", "z"], "value")).toBe("child.yaml:3:14");
    expect(text(["request"], "key")).toBe("child.yaml:1:1");
    expect(text(["request", "missing"], "key")).toBe("child.yaml:1:1");
    expect(text(["last"], "key")).toBe("base.yaml:6:1");
    // The list was replaced: its third item in the base is not ours.
    expect(text(["request", "same", 2], "value")).toBe("child.yaml:2:3");
  });

  it("says so when there is nothing to remove", () => {
    const child = new Source("child.yaml", "request: { bodi: null }\nmore: { a: null }\n");
    const { diagnostics, value } = resolve(child, base);
    expect(diagnostics.map((d) => [d.law, d.line, d.col, d.help])).toEqual([
      ["removed-key-exists", 1, 12, "did you mean `body`?"],
      ["removed-key-exists", 2, 9, "leave the key out"],
    ]);
    expect(value).toMatchObject({ more: {} });
  });

  it("is one level deep", () => {
    expect(() => resolve(new Source("c.yaml", "a: 1"), new Source("b.yaml", "a: 1", base))).toThrow(
      "one level",
    );
  });

  it("touches neither side and cannot reach a prototype", () => {
    const hostile = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ) as unknown;
    merge({}, hostile);
    merge(hostile, { constructor: { prototype: { more: 1 } } });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(json, json, (one, two) => {
        const [before, after] = [JSON.stringify(one), JSON.stringify(two)];
        const merged = merge(one, two);
        expect([JSON.stringify(one), JSON.stringify(two)]).toEqual([before, after]);
        // Laying the same thing over again changes nothing.
        expect(JSON.stringify(merge(merged, two))).toBe(JSON.stringify(merged));
      }),
      { numRuns: 200 },
    );
  });
});

describe("suggest", () => {
  it.each([
    ["logits_bias", ["logit_bias", "logprobs"], ["logit_bias"]],
    ["maximum", ["from", "default", "max", "as"], []],
    ["max", ["min", "map"], ["map"]],
    ["baseUrl", ["base_url"], ["base_url"]],
    ["MAX-TOKENS", ["max_tokens"], ["max_tokens"]],
    ["reqeust", ["request", "response"], ["request"]],
    ["x", ["y", "z"], []],
    ["unknown_function", ["parse_duration"], []],
    ["ab", ["ac", "ad", "ae", "af"], ["ac", "ad", "ae"]],
  ])("%s among %j means %j", (word, known, expected) => {
    expect(nearest(word, known)).toEqual(expected);
  });

  it("counts an adjacent swap as one step, and is symmetric", () => {
    expect([distance("ab", "ba"), distance("", "abc"), distance("kitten", "sitting")]).toEqual([
      1, 3, 3,
    ]);
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => distance(a, b) === distance(b, a)));
    expect(distance("x".repeat(1e6), "y")).toBe(Infinity);
  });

  it("lists what is known when nothing is near, and not without end", () => {
    expect(suggest("maximum", ["from", "max"], "keys")).toBe("known keys are from, max");
    expect(
      suggest(
        "q",
        Array.from({ length: 25 }, (_, i) => `key${i}`),
        "keys",
      ),
    ).toMatch(/key19, and 5 more$/);
    expect(suggest("q", [], "keys")).toBeUndefined();
  });
});

describe("diagnostic", () => {
  const d = (more: Partial<Diagnostic> = {}): Diagnostic => ({
    file: "providers/groq.yaml",
    line: 2,
    col: 17,
    length: 11,
    law: "request-is-total",
    message: "`logits_bias` is not a field of the ingress request",
    help: "did you mean `logit_bias`?",
    ...more,
  });
  const text = "request:\n  unsupported: [logits_bias, presence_penalty]\n# end\n";

  it("has the machine's line, a frame and the way out", () => {
    expect(render(d(), text)).toBe(
      [
        "providers/groq.yaml:2:17: error[request-is-total]: `logits_bias` is not a field of the ingress request",
        "  |",
        "2 |   unsupported: [logits_bias, presence_penalty]",
        "  |                 ^^^^^^^^^^^",
        "  = help: did you mean `logit_bias`?",
        "",
      ].join("\n"),
    );
  });

  it("widens the gutter with the line number and shows neighbours when asked", () => {
    const long = "\n".repeat(8) + text;
    expect(
      render(d({ line: 10 }), long)
        .split("\n")
        .slice(1, 4),
    ).toEqual([
      "   |",
      "10 |   unsupported: [logits_bias, presence_penalty]",
      "   |                 ^^^^^^^^^^^",
    ]);
    expect(
      render(d({ line: 10 }), long, 1)
        .split("\n")
        .slice(1, 6),
    ).toEqual([
      "   |",
      " 9 | request:",
      "10 |   unsupported: [logits_bias, presence_penalty]",
      "   |                 ^^^^^^^^^^^",
      "11 | # end",
    ]);
  });

  it("keeps tabs, cuts long lines around the caret, and lets no control character out", () => {
    expect(render(d({ line: 1, col: 4, length: 1 }), "a:\tb\n")).toContain(
      "1 | a:\tb\n  |   \t^\n",
    );
    const cut = render(
      d({ line: 1, col: 3001, length: 3 }),
      "x".repeat(3000) + "BAD" + "y".repeat(3000),
    ).split("\n");
    expect(cut[2]?.length).toBeLessThan(200);
    expect(cut[2]?.slice(cut[3]?.indexOf("^"))).toMatch(/^BAD/);
    expect(
      render(d({ message: "unknown key `a\nb\u001b[2J`" }), undefined).split("\n")[0],
    ).toContain("`a\\u000ab\\u001b[2J`");
  });

  it("sorts, reports a place and law once, and counts", () => {
    const list = [
      d({ line: 3, col: 1 }),
      d(),
      d({ file: "a.yaml", line: 9, col: 1 }),
      d(),
      d({ message: "other words" }),
    ];
    const all = renderAll(list, new Map([["providers/groq.yaml", text]]));
    expect(all.match(/^\S+: error/gm)).toEqual([
      "a.yaml:9:1: error",
      "providers/groq.yaml:2:17: error",
      "providers/groq.yaml:3:1: error",
    ]);
    expect(all).toContain("  = also: other words\n");
    expect(all).toMatch(/\n\n3 errors in 2 files\n$/);
    expect(renderAll([d()], new Map())).toMatch(/1 error in 1 file\n$/);
    expect(renderAll([], new Map())).toBe("");
  });
});

describe("validate", () => {
  const expression = {
    description: "where a value comes from",
    anyOf: [
      { type: "string", pattern: "^\\$" },
      { $ref: "#/$defs/mapped" },
      { type: "array", items: { $ref: "#/$defs/expression" } },
    ],
  };
  const mapped = {
    type: "object",
    properties: {
      from: { $ref: "#/$defs/expression" },
      max: { type: "number", description: "the upper bound" },
    },
    required: ["from"],
    additionalProperties: false,
  };
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: {
      name: { type: "string", description: "what people call it" },
      path: {
        type: "string",
        pattern: "^/",
        description: "path below `base_url`, starting with `/`",
      },
      kind: { enum: ["sse", "ndjson"], description: "how a stream is framed" },
      either: { oneOf: [{ const: "on" }, { const: "off" }, { type: "integer" }] },
      auth: { $ref: "#/$defs/auth", description: "how a request proves who sends it" },
      body: { $ref: "#/$defs/expression" },
      headers: {
        type: "object",
        propertyNames: { pattern: "^[a-z-]+$" },
        additionalProperties: { type: "string" },
      },
      tables: { type: "object", propertyNames: { enum: ["finish", "role"] } },
    },
    required: ["name"],
    unevaluatedProperties: false,
    allOf: [
      {
        if: { properties: { kind: { const: "sse" } }, required: ["kind"] },
        then: {
          properties: { done: { type: "string", description: "the last event" } },
          required: ["done"],
        },
        else: { properties: { done: false } },
      },
    ],
    $defs: {
      expression,
      mapped,
      auth: {
        type: "object",
        properties: { type: { enum: ["bearer", "header"] }, name: { type: "string" } },
        required: ["type"],
        if: { properties: { type: { const: "header" } } },
        then: { required: ["name"] },
        unevaluatedProperties: false,
      },
    },
  };

  /** Each diagnostic as `line:col law message | help`. */
  function say(yaml: string, against: object = schema, references: object[] = []): string[] {
    const source = new Source("a.yaml", yaml);
    expect(source.diagnostics).toEqual([]);
    return validate(source, against, references).map(
      (d) => `${d.line}:${d.col}+${d.length} ${d.law} ${d.message} | ${d.help ?? ""}`,
    );
  }

  it.each<[string, string, string[]]>([
    ["what is right", "name: a\nkind: sse\ndone: x\nbody: [$a, { from: $.b, max: 1 }]", []],
    [
      "an unknown key",
      "name: a\npaht: /x",
      ["2:1+4 unknown-key unknown key `paht` | did you mean `path`?"],
    ],
    [
      "an unknown key in a flow map, inside an alternative",
      "name: a\nbody: { from: $.a, maximum: 1 }",
      ["2:20+7 unknown-key unknown key `maximum` | known keys are from, max"],
    ],
    [
      "a bad pattern",
      "name: a\npath: chat/completions",
      ['2:7+16 invalid-value must match pattern "^/" | path below `base_url`, starting with `/`'],
    ],
    [
      "a wrong type",
      "name: [a]",
      ["1:7+3 invalid-value must be a string, not a list | what people call it"],
    ],
    [
      "an empty value",
      "name:",
      ["1:1+4 invalid-value must be a string, not empty | what people call it"],
    ],
    [
      "an enum, near",
      "name: a\nkind: ndjsn",
      ["2:7+5 invalid-value must be one of `sse`, `ndjson` | did you mean `ndjson`?"],
    ],
    [
      "an enum, far",
      "name: a\nkind: xml",
      ["2:7+3 invalid-value must be one of `sse`, `ndjson` | how a stream is framed"],
    ],
    [
      "a missing key at the top",
      "path: /x",
      ["1:1+4 missing-key missing key `name` | what people call it"],
    ],
    [
      "a missing key below, by a condition",
      "name: a\nauth: { type: header }",
      ["2:1+4 missing-key missing key `name` | how a request proves who sends it"],
    ],
    [
      "a missing key of the branch taken",
      "name: a\nkind: sse",
      ["1:1+4 missing-key missing key `done` | the last event"],
    ],
    [
      "a bad value in the branch taken, without calling its key unknown",
      "name: a\nkind: sse\ndone: 1",
      ["3:7+1 invalid-value must be a string, not a number | the last event"],
    ],
    [
      "a key of the branch not taken",
      "name: a\ndone: x",
      ["2:1+4 unknown-key `done` does not belong here | "],
    ],
    [
      "an alternative of the same type",
      "name: a\nbody: a",
      ['2:7+1 invalid-value must match pattern "^\\$" | where a value comes from'],
    ],
    [
      "no alternative of that type",
      "name: a\nbody: 5",
      [
        "2:7+1 invalid-value must be a string or a map or a list, not a number | where a value comes from",
      ],
    ],
    [
      "deep inside alternatives",
      "name: a\nbody: [[{ from: [{ from: $.a, max: x }] }]]",
      ["2:36+1 invalid-value must be a number, not a string | the upper bound"],
    ],
    [
      "constants of alternatives as one",
      "name: a\neither: onn",
      ["2:9+3 invalid-value must be one of `on`, `off` | did you mean `on`?"],
    ],
    [
      "a key that is spelled wrong",
      "name: a\nheaders: { X_Y: a }",
      ['2:12+3 invalid-value key `X_Y` must match pattern "^[a-z-]+$" | '],
    ],
    [
      "a key of a closed table",
      "name: a\ntables: { finsh: {} }",
      ["2:11+5 unknown-key unknown key `finsh` | did you mean `finish`?"],
    ],
    [
      "two mistakes as two, also beside a failing branch",
      "name: a\nkind: sse\ndone: 1\nbogus: 1\n",
      [
        "3:7+1 invalid-value must be a string, not a number | the last event",
        "4:1+5 unknown-key unknown key `bogus` | known keys are name, path, kind, either, auth, body, headers, tables, done",
      ],
    ],
    ["a document that is no map", "- a", ["1:1+3 invalid-value must be a map, not a list | "]],
    ["nothing at all", "", ["1:1+1 invalid-value must be a map, not empty | "]],
  ])("says one thing about %s", (_, yaml, expected) => {
    expect(say(yaml).sort()).toEqual(expected);
  });

  it("blames the base for what the child inherits", () => {
    const base = new Source("base.yaml", "name: b\npath: nope\nauth: { type: bearer, nme: x }\n");
    const child = new Source("child.yaml", "# c\nname: c\nauth: { type: heder }\n");
    const found = validate(resolve(child, base), schema).map(
      (d) => `${d.file}:${d.line}:${d.col} ${d.law}`,
    );
    expect(found.sort()).toEqual([
      "base.yaml:2:7 invalid-value",
      "base.yaml:3:23 unknown-key",
      "child.yaml:3:15 invalid-value",
    ]);
  });

  it("follows references to other schemas", () => {
    const other = {
      $id: "https://x.test/other.json",
      $defs: { n: { type: "integer", description: "a count" } },
    };
    const root = {
      $id: "https://x.test/root.json",
      type: "object",
      properties: { n: { anyOf: [{ $ref: "other.json#/$defs/n" }, { type: "null" }] } },
    };
    expect(say("n: x", root, [other])).toEqual([
      "1:4+1 invalid-value must be a whole number or null, not a string | a count",
    ]);
  });

  it("stays quick on deep alternatives, and keeps keys that look like pointers apart", () => {
    const deep = `name: a\nbody: ${"{ from: [".repeat(25)}5${"] }".repeat(25)}`;
    const start = performance.now();
    expect(say(deep)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(say('name: a\nheaders: { "a/b~c": x }')[0]).toMatch(
      /^2:12\+7 invalid-value key `a\/b~c`/,
    );
  });

  it("throws on a schema that is wrong itself", () => {
    expect(() => say("a: 1", { type: "objekt" })).toThrow();
  });
});

describe("diff", () => {
  it("is what `diff -u` says", () => {
    const before = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`);
    const after = before.with(2, "changed").toSpliced(15, 1);
    expect(unifiedDiff("x.ts", before.join("\n") + "\n", after.join("\n") + "\n")).toBe(
      [
        ...[
          "--- a/x.ts",
          "+++ b/x.ts",
          "@@ -1,6 +1,6 @@",
          " line 1",
          " line 2",
          "-line 3",
          "+changed",
          " line 4",
          " line 5",
        ],
        ...[
          " line 6",
          "@@ -13,7 +13,6 @@",
          " line 13",
          " line 14",
          " line 15",
          "-line 16",
          " line 17",
          " line 18",
          " line 19",
          "",
        ],
      ].join("\n"),
    );
  });

  it("names what is not there, and a missing final newline", () => {
    expect(unifiedDiff("x", undefined, "a\n")).toBe("--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n");
    expect(unifiedDiff("x", "a\n", undefined)).toBe("--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n");
    expect(unifiedDiff("x", "a\n", "a")).toBe(
      "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n",
    );
    expect(unifiedDiff("x", "a", "a")).toBe("");
  });

  it("gives the new text when it is applied", () => {
    const text = fc
      .array(fc.constantFrom("a\n", "b\n", "c\n", "\n"), { maxLength: 40 })
      .map((lines) => lines.join(""));
    fc.assert(
      fc.property(text, text, fc.nat(4), (before, after, context) => {
        expect(patched(before, unifiedDiff("x", before, after, context))).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it("survives texts with nothing in common", () => {
    const lines = (name: string): string =>
      Array.from({ length: 5_000 }, (_, i) => `${name}${i}\n`).join("");
    expect(unifiedDiff("x", lines("a"), lines("b")).split("\n")).toHaveLength(10_004);
  });

  function patched(before: string, diff: string): string {
    if (diff === "") return before;
    const lines = before.match(/[^\n]*\n/g) ?? [];
    const result: string[] = [];
    let next = 0;
    for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
      const [head = "", ...body] = hunk.replace(/\n$/, "").split("\n");
      const [, start = "", length = "1"] = /^@@ -(\d+)(?:,(\d+))?/.exec(head) ?? [];
      const from = length === "0" ? Number(start) : Number(start) - 1;
      result.push(...lines.slice(next, from));
      next = from;
      for (const line of body) {
        if (line[0] !== "+") expect(lines[next++]).toBe(`${line.slice(1)}\n`);
        if (line[0] !== "-") result.push(`${line.slice(1)}\n`);
      }
    }
    return [...result, ...lines.slice(next)].join("");
  }
});

describe("write", () => {
  it("writes what differs, leaves the rest alone, removes what is nobody's", () => {
    const root = folderOf({
      "generated/same.ts": "same\n",
      "generated/old/deep/gone.ts": "x\n",
      "generated/edit.ts": "by hand\n",
    });
    const long = new Date(2001, 1, 1);
    utimesSync(join(root, "generated/same.ts"), long, long);
    const files = new Map([
      ["same.ts", "same\n"],
      ["edit.ts", "compiled\n"],
      ["wire/new.ts", "new\n"],
    ]);
    const list = changes(root, files);
    expect(list.map(({ name }) => name)).toEqual(["edit.ts", "old/deep/gone.ts", "wire/new.ts"]);
    apply(root, list);
    expect(changes(root, files)).toEqual([]);
    expect(existsSync(join(root, "generated/old"))).toBe(false);
    expect(statSync(join(root, "generated/same.ts")).mtime).toEqual(long);
    expect(readFileSync(join(root, "generated/wire/new.ts"), "utf8")).toBe("new\n");
  });

  it("lets a file take the place of a folder and back", () => {
    const root = folderOf({ "generated/a/b.ts": "x" });
    for (const files of [new Map([["a", "file"]]), new Map([["a/b.ts", "below"]])]) {
      apply(root, changes(root, files));
      expect(changes(root, files)).toEqual([]);
    }
  });

  it.each(["../x.ts", "a/../../x.ts", "/etc/x", "a//b", "generated/x.ts", "a\\b", ""])(
    "refuses the name %j",
    (name) => {
      expect(() => changes(folderOf({}), new Map([[name, ""]]))).toThrow("not a file name");
    },
  );

  it("removes a link and not what it leads to", () => {
    const root = folderOf({ "precious/file": "x", "generated/a.ts": "a" });
    symlinkSync(join(root, "precious"), join(root, "generated/link"));
    apply(root, changes(root, new Map([["a.ts", "a"]])));
    expect(readdirSync(join(root, "generated"))).toEqual(["a.ts"]);
    expect(readFileSync(join(root, "precious/file"), "utf8")).toBe("x");
  });
});

describe("command", () => {
  /** A compiler that copies each spec; a spec that says `bad` is wrong, one that says `throw` is our fault. */
  const copy: Compile = vi.fn(async ({ root }) => {
    const files = new Map<string, string>();
    const diagnostics: Diagnostic[] = [];
    const sources = new Map<string, string>();
    for (const id of ["one", "two"]) {
      const file = `providers/${id}.yaml`;
      if (!existsSync(join(root, file))) continue;
      const text = readFileSync(join(root, file), "utf8");
      sources.set(file, text);
      files.set(`${id}.ts`, `export const text = ${JSON.stringify(text)};\n`);
      if (text.includes("throw")) throw new Error("our fault");
      if (text.includes("bad"))
        diagnostics.push({
          file,
          line: 1,
          col: 1,
          length: 1,
          law: "is-good",
          message: "this is bad",
        });
    }
    return { files, diagnostics, sources };
  });

  function set(): {
    root: string;
    go: (...argv: string[]) => Promise<{ code: number; out: string; err: string; calls: number }>;
  } {
    const root = folderOf({
      "providers/one.yaml": "a: 1\n",
      "providers/two.yaml": "b: 1\n",
      "generated/orphan.ts": "x\n",
    });
    const go = async (...argv: string[]) => {
      let out = "";
      let err = "";
      vi.mocked(copy).mockClear();
      const host = {
        root,
        out: (t: string) => void (out += t),
        err: (t: string) => void (err += t),
        signal: AbortSignal.abort(),
      };
      const code = await run(argv, copy, host);
      return { code, out, err, calls: vi.mocked(copy).mock.calls.length };
    };
    return { root, go };
  }

  it("generates, names what it removes, sums up, and then has nothing to do", async () => {
    const { go, root } = set();
    const first = await go();
    expect([first.code, first.err]).toEqual([0, ""]);
    expect(first.out).toMatch(
      /^removed generated\/orphan.ts\n2 specs, 2 files, 3 changed, \d+ ms\n$/,
    );
    expect(readFileSync(join(root, "generated/one.ts"), "utf8")).toBe(
      'export const text = "a: 1\\n";\n',
    );
    for (const flag of [[], ["--check"]]) {
      const next = await go(...flag);
      expect([next.code, next.calls]).toEqual([0, 0]);
      expect(next.out).toMatch(/^2 specs, 2 files, (nothing changed|up to date), \d+ ms\n$/);
    }
    expect((await go("--force")).calls).toBe(1);
  });

  it.each([
    ["a spec", "providers/one.yaml", "a: 2\n"],
    ["a schema", "schemas/x.json", "{}"],
    ["the compiler", "generator/x.ts", "1"],
    ["a tool", "package-lock.json", "{}"],
    ["the output", "generated/two.ts", "by hand\n"],
    ["a new file in the output", "generated/three.ts", "by hand\n"],
  ])("compiles again when %s changes", async (_, file, text) => {
    const { go, root } = set();
    await go();
    put(root, file, text);
    expect((await go("--check")).calls).toBe(1);
  });

  it("fails the check on a hand edit, with the difference and the way out, and writes nothing", async () => {
    const { go, root } = set();
    await go();
    put(root, "generated/one.ts", "by hand\n");
    for (let i = 0; i < 2; i++) {
      const { code, out, err } = await go("--check");
      expect(code).toBe(1);
      expect(out).toBe(
        '--- a/generated/one.ts\n+++ b/generated/one.ts\n@@ -1 +1 @@\n-by hand\n+export const text = "a: 1\\n";\n',
      );
      expect(err).toBe("1 file of generated/ not as compiled; run `npm run generate`\n");
    }
    expect(readFileSync(join(root, "generated/one.ts"), "utf8")).toBe("by hand\n");
    expect((await go()).out).toMatch(/1 changed/);
    expect((await go("--check")).code).toBe(0);
  });

  it("reports an orphan and a deleted file in the check", async () => {
    const { go, root } = set();
    await go();
    put(root, "generated/stray.ts", "stray\n");
    rmSync(join(root, "generated/one.ts"));
    const { code, out } = await go("--check");
    expect(code).toBe(1);
    expect(out).toContain("--- a/generated/stray.ts\n+++ /dev/null\n");
    expect(out).toContain("--- /dev/null\n+++ b/generated/one.ts\n");
  });

  it("prints diagnostics, exits 1, writes nothing, and says it again", async () => {
    const { go, root } = set();
    await go();
    put(root, "providers/one.yaml", "bad: 1\n");
    for (const argv of [[], ["--check"], []]) {
      const { code, err, out } = await go(...argv);
      expect([code, out]).toEqual([1, ""]);
      expect(err).toBe(
        "providers/one.yaml:1:1: error[is-good]: this is bad\n  |\n1 | bad: 1\n  | ^\n\n1 error in 1 file\n",
      );
    }
    expect(readFileSync(join(root, "generated/one.ts"), "utf8")).toContain("a: 1");
  });

  it("keeps no memory of a run whose inputs moved under it", async () => {
    const { go, root } = set();
    vi.mocked(copy).mockImplementationOnce(async () => {
      put(root, "providers/one.yaml", "a: 3\n");
      return { files: new Map([["one.ts", "stale\n"]]), diagnostics: [], sources: new Map() };
    });
    const host = { root, out: () => {}, err: () => {}, signal: AbortSignal.abort() };
    await run([], copy, host);
    expect((await go("--check")).code).toBe(1);
  });

  it("knows its command line", async () => {
    const { go } = set();
    expect(await go("--chek")).toMatchObject({ code: 2, calls: 0 });
    expect((await go("--check", "--watch")).err).toContain("exclude each other");
    expect((await go("--help")).out).toContain("--watch");
  });

  it("watches: compiles what changed, also after saving by rename, and dies of nothing", async () => {
    const { root } = set();
    let out = "";
    let err = "";
    const stop = new AbortController();
    const host = {
      root,
      out: (t: string) => void (out += t),
      err: (t: string) => void (err += t),
      signal: stop.signal,
    };
    const done = run(["--watch"], copy, host);
    const one = (): string => readFileSync(join(root, "generated/one.ts"), "utf8");
    await vi.waitFor(() => expect(out).toContain("2 specs"), 5_000);
    for (const n of [2, 3, 4]) {
      put(root, "providers/.one.tmp", `a: ${n}\n`);
      renameSync(join(root, "providers/.one.tmp"), join(root, "providers/one.yaml"));
      await vi.waitFor(() => expect(one()).toContain(`a: ${n}`), 5_000);
    }
    put(root, "providers/one.yaml", "bad: 1\n");
    await vi.waitFor(() => expect(err).toContain("error[is-good]"), 5_000);
    put(root, "providers/one.yaml", "throw: 1\n");
    await vi.waitFor(() => expect(err).toContain("our fault"), 5_000);
    put(root, "providers/one.yaml", "a: 5\n");
    await vi.waitFor(() => expect(one()).toContain("a: 5"), 5_000);
    // A folder that did not exist at first is watched once it does.
    vi.mocked(copy).mockClear();
    put(root, "schemas/deep/x.json", "{}");
    await vi.waitFor(() => expect(copy).toHaveBeenCalled(), 5_000);
    stop.abort();
    expect(await done).toBe(0);
  });
});

describe("npm run check", () => {
  const said = "console.log(process.argv.slice(2).join(' ')); process.exitCode = ";

  function project(codes: [number, number, number]): string {
    const root = folderOf({
      "scripts/run.mjs": said + codes[0],
      "node_modules/typescript/package.json": '{"type":"module","bin":{"tsc":"tsc.js"}}',
      "node_modules/typescript/tsc.js": said + codes[1],
      "node_modules/prettier/package.json": '{"type":"module","bin":"./p.js"}',
      "node_modules/prettier/p.js": said + codes[2],
    });
    cpSync("scripts/check.mjs", join(root, "scripts/check.mjs"));
    return root;
  }

  it.each<[[number, number, number], number, number]>([
    [[0, 0, 0], 0, 0],
    [[1, 0, 0], 1, 1],
    [[1, 2, 1], 1, 3],
  ])("runs all three, whatever fails (%j)", (codes, status, failing) => {
    const ran = spawnSync(process.execPath, [join(project(codes), "scripts/check.mjs")], {
      encoding: "utf8",
    });
    expect(ran.status).toBe(status);
    expect(ran.stdout.match(/^(--check|generator\/main.ts --check|--noEmit)/gm)).toHaveLength(3);
    expect(ran.stdout.match(/^FAIL /gm) ?? []).toHaveLength(failing);
  });

  it("fails when a tool is not there", () => {
    const root = project([0, 0, 0]);
    rmSync(join(root, "node_modules/prettier"), { recursive: true });
    expect(spawnSync(process.execPath, [join(root, "scripts/check.mjs")]).status).toBe(1);
  });
});
