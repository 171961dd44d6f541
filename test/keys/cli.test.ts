import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { runCommand } from "../../runtime/cli/run.ts";
import { table } from "../../runtime/cli/table.ts";
import { createKeyCache } from "../../runtime/keys/cache.ts";
import { createKeyStore } from "../../runtime/keys/store.ts";
import { cleanUp, later, sharedFile } from "./database.ts";

afterEach(cleanUp);

const root = resolve(import.meta.dirname, "../..");

interface Ran {
  code: number | undefined;
  out: string;
  err: string;
}

/** Runs the command as its users do: a process of its own. */
function dragoman(folder: string, ...words: string[]): Promise<Ran> {
  const args = [join(root, "scripts/run.mjs"), join(root, "runtime/cli.ts"), ...words];
  const env = { PATH: process.env["PATH"], DRAGOMAN_CONFIG: "dragoman.yaml" };
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: folder, env, timeout: 30_000 }, (error, out, err) => {
      done({ code: error ? (error.code as unknown as number) : 0, out, err });
    });
  });
}

/** Runs it in this process, which is quicker. */
async function here(folder: string, ...words: string[]): Promise<Ran> {
  const ran: Ran = { code: undefined, out: "", err: "" };
  ran.code = await runCommand(words, {
    environment: {},
    folder,
    now: Date.now,
    out: (text) => void (ran.out += text),
    err: (text) => void (ran.err += text),
  });
  return ran;
}

const ALL =
  "--name x --owner y --tag a --tag b --route smart --model one/* --budget-day 5 --rpm 60 --expires 30d";

describe("dragoman, as a process", () => {
  it("makes a key that a running gateway sees, in the place that the config names", async () => {
    const shared = sharedFile();
    const { folder } = shared;
    writeFileSync(
      join(folder, "dragoman.yaml"),
      "data_dir: .\nroutes:\n  smart:\n    targets: [sandbox/any]\n",
    );
    const store = createKeyStore(await shared.open());
    const report = (error: unknown) => expect(error).toBeUndefined();
    const cache = createKeyCache({ store, refresh_ms: 20, report });
    later(() => cache.close());
    const runs = await Promise.all([
      dragoman(folder, "keys", "create", "--json", ...ALL.split(" ")),
      dragoman(folder, "keys", "create", "--json", ...ALL.split(" ")),
    ]);
    // Two at once with one name: one of them is told so.
    expect(runs.map(({ code }) => code).sort()).toEqual([0, 1]);
    const [ran, late] = runs[0]!.code === 0 ? [runs[0]!, runs[1]!] : [runs[1]!, runs[0]!];
    expect(late.err).toMatch(/There is a key named `x` already/);
    const { secret, ...key } = JSON.parse(ran.out);
    expect(key).toMatchObject({ owner: "y", tags: ["a", "b"], routes: ["smart"] });
    expect(key).toMatchObject({ models: ["one/*"], budgets: { day: "5" }, limits: { rpm: 60 } });
    await cache.refresh();
    expect(cache.find(secret)).toEqual(key);
    const disabled = await dragoman(folder, "keys", "disable", "x");
    expect([disabled.code, disabled.out, disabled.err]).toEqual([0, expect.any(String), ""]);
    await cache.refresh();
    expect(cache.find(secret)?.disabled).toBe(true);
  }, 30_000);

  it("says what is wrong, with an exit code for it", async () => {
    const { folder } = sharedFile();
    const absent = await dragoman(folder, "keys", "list");
    expect(absent).toEqual({ code: 1, out: "", err: expect.stringMatching(/DRAGOMAN_CONFIG/) });
    const wrong = await dragoman(folder, "kees");
    expect([wrong.code, wrong.out]).toEqual([2, ""]);
    expect(wrong.err).toContain("did you mean `keys`?");
  }, 30_000);
});

describe("dragoman keys", () => {
  it("goes through the life of a key", async () => {
    const { folder } = sharedFile();
    expect((await here(folder, "keys", "list")).out).toContain("There are no keys");
    const made = await here(folder, "keys", "create", ...ALL.split(" "));
    expect(made).toMatchObject({ code: 0, err: "" });
    const [secret = ""] = /dgm_\w{49}/.exec(made.out) ?? [];
    const [id = ""] = /key_\w{16}/.exec(made.out) ?? [];
    const list = await here(folder, "keys", "list");
    expect(list.out).toContain(id);
    const show = await here(folder, "keys", "show", "x");
    expect(show.out).toMatch(/^status +active$/m);
    expect(show.out).toMatch(/^answered by +one\/\*$/m);
    for (const { out } of [list, show]) expect(out).not.toContain(secret);
    const clear = ["--owner", "none", "--route", "none", "--rpm", "none", "--expires", "never"];
    await here(folder, "keys", "update", id, ...clear, "--budget-month", "9.99", "--tag", "c");
    const { out } = await here(folder, "keys", "show", id, "--json");
    const key = JSON.parse(out);
    expect(key).toMatchObject({ tags: ["c"], budgets: { day: "5", month: "9.99" }, limits: {} });
    expect(Object.keys(key)).not.toContain("expires_at");
    const rotated = await here(folder, "keys", "rotate", "x", "--grace", "24h", "--json");
    expect(JSON.parse(rotated.out).secret).not.toBe(secret);
    expect((await here(folder, "keys", "enable", "x")).out).toContain("Enabled `x`");
    expect((await here(folder, "keys", "delete", "x")).out).toContain("Deleted `x`");
    const gone = await here(folder, "keys", "show", "x");
    expect(gone).toEqual({ code: 1, out: "", err: "dragoman: There is no key `x`.\n" });
    expect(JSON.parse((await here(folder, "keys", "list", "--json")).out)).toEqual([]);
    expect((await here(folder, "keys", "list", "--deleted")).out).toContain(id);
  });

  const wrong: [string, RegExp][] = [
    ["keys", /Usage/],
    ["keys make", /there is no command/],
    ["keys create", /needs `--name`/],
    ["keys create --nmae x", /did you mean `name`/],
    ["keys create --name", /argument missing/],
    ["keys create --name x y", /does not know what `y` is/],
    ["keys create --name x --rpm many", /whole number/],
    ["keys create --name x --budget-day -5", /ambiguous|decimal/],
    ["keys create --name x --budget-day=-5", /decimal text/],
    ["keys create --name x --expires soon", /span such as/],
    ["keys create --name x --expires 2020-01-01", /future/],
    ["keys show", /needs the id or the name/],
    ["keys update x", /an option that says what/],
    ["keys rotate x --grace long", /span of time/],
    ["spend --by colour", /colour/],
    ["spend --from yesterday", /date/],
    ["spend --csv --json", /cannot both/],
    ["spend all", /does not know what `all` is/],
    ["start now", /takes nothing/],
  ];

  it.each(wrong)("%s", async (line, message) => {
    const { folder } = sharedFile();
    const ran = await here(folder, ...line.split(" "));
    expect([ran.code, ran.out]).toEqual([2, ""]);
    expect(ran.err).toMatch(message);
    expect(ran.err).not.toContain("    at ");
  });

  it("tells how it is used", async () => {
    for (const line of ["help", "--help", "keys --help", "keys list --help", "spend -h"]) {
      const ran = await here("/nowhere", ...line.split(" "));
      expect([ran.code, ran.err]).toEqual([0, ""]);
      expect(ran.out).toContain("keys create --name NAME");
    }
    expect((await here("/nowhere", "--version")).code).toBe(0);
  });
});

describe("dragoman spend", () => {
  it("reports in three forms", async () => {
    const { folder } = sharedFile();
    const line = ["spend", "--by", "key,day", "--from", "2026-11-01", "--to", "2026-11-30"];
    const text = await here(folder, ...line);
    expect([text.code, text.err]).toEqual([0, ""]);
    expect(text.out).toMatch(/^key +day +requests/);
    const csv = await here(folder, ...line, "--csv");
    expect(csv.out).toMatch(/^key,day,requests,/);
    const json = await here(folder, ...line, "--json");
    expect(JSON.parse(json.out)).toMatchObject({ rows: [], total: { requests: 0, cost: "0" } });
  });

  it("shows no control characters of a client to the terminal", () => {
    expect(table(["model", "n"], [["a\u001b[2Jb\n", 1]])).toBe("model    n\na?[2Jb?  1\n");
  });
});
