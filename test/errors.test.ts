import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../generator/compile.ts";
import { renderAll } from "../generator/diagnostic.ts";
import { Source } from "../generator/source.ts";
import { checkPatch, checkProvider } from "./specs.ts";

// A case is a spec with one mistake, `<law>/<name>.yaml`, and what the compiler says of it beside it in `.txt`. The
// spec is a provider; with `# patch: dialects/<id>` in its first line it is laid over that dialect. To write what is
// missing or has changed: `npx vitest run test/errors.test.ts -u`. Read the diff.
const folder = join(import.meta.dirname, "errors");
const laws = readdirSync(folder).sort();
const cases = laws.flatMap((law) => {
  const files = readdirSync(join(folder, law)).filter((name) => name.endsWith(".yaml"));
  return files.sort().map((name) => `${law}/${name.slice(0, -".yaml".length)}`);
});

function said(name: string): string {
  const text = readFileSync(join(folder, `${name}.yaml`), "utf8");
  const source = new Source(`${name}.yaml`, text);
  const patched = /^# patch: dialects\/(\S+)\n/.exec(text)?.[1];
  const found = patched === undefined ? checkProvider(source) : checkPatch(source, patched);
  return renderAll(found, new Map([[source.file, text]]));
}

describe.each(laws)("%s", (law) => {
  const own = cases.filter((name) => dirname(name) === law);
  it.each(own)("%s", async (name) => {
    const text = said(name);
    await expect(text).toMatchFileSnapshot(join(folder, `${name}.txt`));
    expect(text.split("\n").at(-2)).toBe("1 error in 1 file");
    // What a schema finds in the merged spec keeps the code of the schema's errors.
    if (law !== "merged-is-valid") expect(text.split("\n")[0]).toContain(`error[${law}]`);
    expect(text).toMatch(/^[^:]+:\d+:\d+: error\[[a-z-]+\]: [^A-Z]/);
  });
});

it("has a case for each expected text", () => {
  const texts = laws.flatMap((law) =>
    readdirSync(join(folder, law)).map((name) => `${law}/${name}`),
  );
  expect(
    texts.filter((name) => name.endsWith(".txt") && !cases.includes(name.slice(0, -".txt".length))),
  ).toEqual([]);
  expect(texts.filter((name) => !/\.(txt|yaml)$/.test(name))).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(45);
});

it("says the same as the compiler", async () => {
  const name = "unsupported-exists/logits-bias";
  const root = mkdtempSync(join(tmpdir(), "errors-"));
  try {
    mkdirSync(join(root, "providers"));
    const repository = join(import.meta.dirname, "..");
    symlinkSync(join(repository, "schemas"), join(root, "schemas"));
    symlinkSync(join(repository, "providers/dialects"), join(root, "providers/dialects"));
    writeFileSync(
      join(root, "providers/logits-bias.yaml"),
      readFileSync(join(folder, `${name}.yaml`)),
    );
    const { files, diagnostics, sources } = await compile({ root });
    const text = renderAll(diagnostics, sources).replaceAll(
      "providers/logits-bias.yaml",
      `${name}.yaml`,
    );
    expect(text).toBe(said(name));
    expect([...files.keys()]).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  expect(existsSync(root)).toBe(false);
});
