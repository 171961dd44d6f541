import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { runCommand } from "../../runtime/cli/run.ts";
import { spendText } from "../../runtime/cli/spend.ts";
import { table } from "../../runtime/cli/table.ts";
import { configOf } from "../../runtime/config.ts";
import { createKeyCache } from "../../runtime/keys/cache.ts";
import { createKeyStore } from "../../runtime/keys/store.ts";
import { openDatabase } from "../../runtime/ledger/database.ts";
import { sumsToTell } from "../../runtime/ledger/spend-rows.ts";
import { createLog } from "../../runtime/log.ts";
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
      "data_dir: .\nroutes:\n  smart:\n    targets: [sandbox/openai-chat]\n",
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
    const none = await here(folder, "keys", "list");
    expect([none.code, none.out]).toEqual([1, ""]);
    expect(none.err).toContain(`There is no database at ${join(folder, ".dragoman/ledger.db")}`);
    expect(none.err).toMatch(/DRAGOMAN_CONFIG or DRAGOMAN_DATA_DIR/);
    expect(existsSync(join(folder, ".dragoman"))).toBe(false);
    const made = await here(folder, "keys", "create", ...ALL.split(" "));
    expect(made.code).toBe(0);
    expect(made.err).toContain("the config has no route `smart`");
    expect(made.err).toContain(`kept in ${join(folder, ".dragoman/ledger.db")}\n`);
    const [secret = ""] = /dgm_\w{49}/.exec(made.out) ?? [];
    const [id = ""] = /key_\w{16}/.exec(made.out) ?? [];
    const list = await here(folder, "keys", "list");
    expect(list.out).toContain(id);
    const show = await here(folder, "keys", "show", "x");
    expect(show.out).toMatch(/^status +active$/m);
    expect(show.out).toMatch(/^answered by +one\/\*$/m);
    expect(show.out).toMatch(/^spent \(USD\) +day 0 of 5, month 0, total 0$/m);
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
    [
      "keys create --name x --budget-day=-5",
      /`--budget-day` must be an amount of USD as decimal text/,
    ],
    ["keys create --name x --budget-day five", /`--budget-day` must be/],
    ["keys create --name x --tag a+b", /`--tag` must be 1 to 64 letters/],
    ["keys create --name x --rpm 0", /`--rpm` must be a whole number above 0/],
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

describe("what the commands leave behind", () => {
  it("is for nobody else to read", async () => {
    const { folder } = sharedFile();
    await here(folder, "keys", "create", "--name", "x");
    const data = join(folder, ".dragoman");
    // With the files beside it, which are there while it is open.
    const log = createLog({ ...configOf({}).log, level: "silent" });
    const database = await openDatabase({ file: join(data, "ledger.db") }, log);
    later(() => database.close());
    expect(readdirSync(data).length).toBeGreaterThan(1);
    const mode = (path: string) => statSync(path).mode & 0o777;
    expect(mode(data)).toBe(0o700);
    for (const file of readdirSync(data))
      expect([file, mode(join(data, file))]).toEqual([file, 0o600]);
  });

  it("is in the audit log, behind what a gateway wrote", async () => {
    const { folder } = sharedFile();
    writeFileSync(join(folder, "dragoman.yaml"), "audit: { enabled: true }\n");
    const day = new Date().toISOString().slice(0, 10);
    mkdirSync(join(folder, ".dragoman/audit"), { recursive: true });
    const file = join(folder, `.dragoman/audit/audit-${day}.jsonl`);
    writeFileSync(file, '{"event":"request"}\n');
    const made = await here(folder, "keys", "create", "--name", "x", "--budget-day", "5");
    const [secret = ""] = /dgm_\w{49}/.exec(made.out) ?? [];
    await here(folder, "keys", "disable", "x");
    await here(folder, "keys", "rotate", "x");
    await here(folder, "keys", "list");
    await here(folder, "keys", "delete", "x");
    const text = readFileSync(file, "utf8");
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const subject = expect.stringMatching(/^key_/);
    const common = { event: "change", subject, by: "cli", user: expect.any(String), ok: true };
    expect(lines).toEqual([
      { event: "request" },
      ...[
        { what: "key.create", details: { name: "x", budgets: { day: "5" } } },
        { what: "key.update", details: { disabled: true } },
        { what: "key.rotate", details: { grace_ms: 0 } },
        { what: "key.delete" },
      ].map((each) => ({ at: expect.any(String), ...common, ...each })),
    ]);
    expect(text).not.toContain(secret);
  });

  it("is told when the audit log cannot be written, and stays", async () => {
    const { folder } = sharedFile();
    writeFileSync(join(folder, "dragoman.yaml"), "audit: { enabled: true }\n");
    mkdirSync(join(folder, ".dragoman"));
    writeFileSync(join(folder, ".dragoman/audit"), "a file");
    const made = await here(folder, "keys", "create", "--name", "x");
    expect([made.code, made.err]).toEqual([0, expect.stringContaining("audit log could not be")]);
  });

  it("names a database that is none", async () => {
    const { folder } = sharedFile();
    mkdirSync(join(folder, ".dragoman"));
    writeFileSync(
      join(folder, ".dragoman/ledger.db"),
      "no database, but long enough to be one".repeat(99),
    );
    const { code, err } = await here(folder, "keys", "list");
    expect(code).toBe(1);
    expect(err).toContain(join(folder, ".dragoman/ledger.db"));
    expect(err).toContain("`ledger.file`");
  });
});

describe("dragoman check", () => {
  it("says whether a start would take the config", async () => {
    const { folder } = sharedFile();
    expect(await here(folder, "check")).toMatchObject({ code: 0, err: "" });
    writeFileSync(join(folder, "a.yaml"), "routes: { r: { targets: [sandbox/openai-chat] } }\n");
    expect(await here(folder, "check", "a.yaml")).toEqual({
      code: 0,
      out: "ok: a.yaml\n",
      err: "",
    });
    const wrong: [string, RegExp][] = [
      ["rutes: {}\n", /did you mean `routes`/],
      ["routes: { r: { targets: [nobody/any] } }\n", /nobody/],
      ["ledger: { enabled: false }\nkeys: { required: true }\n", /keys.required/],
      ["ledger: { postgres_env: NOT_THERE }\n", /NOT_THERE/],
    ];
    for (const [text, message] of wrong) {
      writeFileSync(join(folder, "b.yaml"), text);
      const { code, out, err } = await here(folder, "check", "b.yaml");
      expect([text, code, out]).toEqual([text, 1, ""]);
      expect(err).toMatch(message);
    }
    expect((await here(folder, "check", "c.yaml")).code).toBe(1);
    expect((await here(folder, "check", "a.yaml", "b.yaml")).code).toBe(2);
    writeFileSync(join(folder, "b.yaml"), "listen: { host: 0.0.0.0 }\n");
    const open = await here(folder, "check", "b.yaml");
    expect([open.code, open.err]).toEqual([0, expect.stringContaining("warning: ")]);
    expect(readdirSync(folder).sort()).toEqual(["a.yaml", "b.yaml"]);
  });
});

describe("dragoman spend", () => {
  it("reports in three forms", async () => {
    const { folder } = sharedFile();
    const none = await here(folder, "spend");
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("There is no database at")]);
    await here(folder, "keys", "create", "--name", "x");
    const line = ["spend", "--by", "key,day", "--from", "2026-11-01", "--to", "2026-11-30"];
    const text = await here(folder, ...line);
    expect([text.code, text.err]).toEqual([0, ""]);
    expect(text.out).toMatch(/^key +day +requests/);
    const csv = await here(folder, ...line, "--csv");
    expect(csv.out).toMatch(/^key,key_name,day,requests,/);
    const json = await here(folder, ...line, "--json");
    expect(JSON.parse(json.out)).toMatchObject({ rows: [], total: { requests: 0, cost: "0" } });
  });

  it("shows what went to calls whose answers nobody got", () => {
    const sums = (overhead: bigint) =>
      sumsToTell({ requests: 2n, cost_nano: 5_000_000n, overhead_nano: overhead });
    const report = (overhead: bigint) => {
      const total = sums(overhead);
      const json = {
        rows: [{ key: "key_1", ...total }],
        more: 0,
        total,
        key_names: { key_1: "shop" },
      };
      return spendText({ json }, ["key"], false).split("\n");
    };
    expect(report(0n)[0]).not.toContain("overhead");
    const [head, row, total] = report(2_000_000n);
    expect(head).toMatch(/ USD +USD overhead +USD not known$/);
    expect(row).toMatch(/^shop .* 0\.005 +0\.002 +-$/);
    expect(total).toMatch(/^total .* 0\.005 +0\.002 +-$/);
  });

  it("shows no control characters of a client to the terminal", () => {
    expect(table(["model", "n"], [["a\u001b[2Jb\n", 1]])).toBe("model    n\na?[2Jb?  1\n");
  });
});
