import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { check } from "prettier";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, type Compiled } from "../generator/compile.ts";
import { changes, listFiles, showChanges } from "../generator/write.ts";

const root = resolve(import.meta.dirname, "..");
const made: string[] = [];
let first: Compiled;

beforeAll(async () => {
  first = await compile({ root });
});
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

/** A copy of the specs, with some files more. */
function copyWith(more: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "dragoman-specs-"));
  made.push(folder);
  for (const name of ["providers", "schemas", "generated"]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const [name, text] of Object.entries(more)) writeFileSync(join(folder, name), text);
  return folder;
}

const modules = (): [string, string][] =>
  [...first.files].filter(([name]) => /^(dialects|providers)\/|^index\.ts$/.test(name));

describe("what is compiled", () => {
  it("is what is on disk", () => {
    expect(first.diagnostics).toEqual([]);
    expect(showChanges(changes(root, first.files))).toBe("");
    expect([...first.files.keys()].sort()).toEqual(listFiles(join(root, "generated")));
  });

  it("is the same at the second time", async () => {
    const second = await compile({ root });
    expect([...second.files]).toEqual([...first.files]);
  });

  it("passes the strictest types", () => {
    const { bin } = JSON.parse(
      readFileSync(join(root, "node_modules/typescript/package.json"), "utf8"),
    );
    const tsc = join(root, "node_modules/typescript", typeof bin === "string" ? bin : bin.tsc);
    const options = ["--noEmit", "--strict", "--noUncheckedIndexedAccess", "--noImplicitOverride"];
    const modern = [
      "--target",
      "es2023",
      "--module",
      "nodenext",
      "--types",
      "node",
      "--skipLibCheck",
    ];
    const own = ["--erasableSyntaxOnly", "--verbatimModuleSyntax", "--allowImportingTsExtensions"];
    const command = [tsc, "--ignoreConfig", ...options, ...modern, ...own, "generated/index.ts"];
    const { status, stdout } = spawnSync(process.execPath, command, {
      cwd: root,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it("is formatted as the formatter would", async () => {
    for (const [name, text] of modules()) {
      const formatted = await check(text, { parser: "typescript", printWidth: 100 });
      expect([name, formatted]).toEqual([name, true]);
    }
  });

  it("says where it comes from and that it is not to be edited", () => {
    for (const [name, text] of first.files) {
      expect([name, text.split("\n")[0]]).toEqual([
        name,
        expect.stringMatching(/^\/\/ Generated from \S+ by `npm run generate`. Do not edit.$/),
      ]);
    }
  });

  it("carries no date and no version of ours, so that it is still while nothing changes", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      version: string;
    };
    const today = new Date().toISOString().slice(0, 10);
    for (const [name, text] of first.files) {
      expect([name, text.includes(today)]).toEqual([name, false]);
      expect([name, text.includes(`"${version}"`) || text.includes(`v${version}`)]).toEqual([
        name,
        false,
      ]);
      // Back-pointers are paths in specs, not lines.
      expect([name, /\.yaml:\d+/.test(text)]).toEqual([name, false]);
    }
  });

  it("neither waits nor looks at clock, chance, network or process", () => {
    const effects =
      /\bawait\b|\basync\b|\bfetch\(|\bprocess\.|\bDate\b|Math\.random|(?<!\.)\brequire\(|setTimeout|\bclass\b|globalThis|console\./;
    for (const [name, text] of first.files) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*"/g, "");
      expect([name, effects.exec(code)?.[0]]).toEqual([name, undefined]);
    }
  });

  it("keeps nothing between two requests: no module has a variable", () => {
    for (const [name, text] of modules())
      expect([name, /^(export )?(let|var) /m.test(text)]).toEqual([name, false]);
  });
});

describe("a new provider", () => {
  const spec = `name: Tiny
docs: https://tiny.example/docs
dialect: openai-chat
base_url: https://api.tiny.example/v1
auth: { bearer: TINY_API_KEY }
request:
  unsupported: [logit_bias, n] # https://tiny.example/docs#parameters
`;

  it("is one module, and lines of the registry", async () => {
    const folder = copyWith({ "providers/tiny.yaml": spec });
    const { files, diagnostics } = await compile({ root: folder });
    expect(diagnostics).toEqual([]);
    const list = changes(folder, files);
    expect(list.map(({ name }) => name)).toEqual(["index.ts", "providers/tiny.ts"]);
    const diff = showChanges(list.filter(({ name }) => name === "index.ts"));
    const lines = diff.split("\n").filter((line) => /^[+-](?![+-])/.test(line));
    expect(lines).toEqual([
      '+import { provider as tiny } from "./providers/tiny.ts";',
      "+    tiny: tiny,",
    ]);
    expect(files.get("providers/tiny.ts")).toContain("TINY_API_KEY");
  });

  it("that is wrong is told of with file, line and column, and compiles nothing", async () => {
    const folder = copyWith({ "providers/tiny.yaml": spec.replace("logit_bias", "logits_bias") });
    const { files, diagnostics } = await compile({ root: folder });
    expect(files.size).toBe(0);
    expect(diagnostics).toMatchObject([
      { file: "providers/tiny.yaml", line: 7, law: "unsupported-exists" },
    ]);
  });
});
