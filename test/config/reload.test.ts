import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { configOf, ConfigError, loadConfig } from "../../runtime/config.ts";
import type { ConfigFile } from "../../runtime/config.ts";
import { createReloader } from "../../runtime/reload.ts";
import type { Loaded, ReloadOptions } from "../../runtime/reload.ts";
import { credentialFingerprint, watchFiles } from "../../runtime/reload-watch.ts";

const folder = mkdtempSync(join(tmpdir(), "dragoman-reload-"));
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));
afterAll(() => rmSync(folder, { recursive: true }));

const loaded = (said: ConfigFile, fingerprint = "f"): Loaded => ({
  config: configOf(said),
  fingerprint,
});
const route = (model: string): ConfigFile => ({ routes: { r: { targets: [model] } } });

/** A reloader over the configs given in turn; what it makes are their numbers. */
function world(loads: (Loaded | Error)[], more: Partial<ReloadOptions<number>> = {}) {
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const built: Loaded[] = [];
  const swap = vi.fn();
  const retire = vi.fn();
  const reloader = createReloader<number>({
    current: { loaded: loaded({}), value: 0 },
    load: async () => {
      const next = loads.shift()!;
      if (next instanceof Error) throw next;
      return next;
    },
    build: async (each) => built.push(each),
    swap,
    retire,
    log: log as unknown as ReloadOptions<number>["log"],
    ...more,
  });
  return { reloader, built, swap, retire, log };
}

describe("a reload", () => {
  it("builds, warms, swaps and retires, in this order, and tells what changed", async () => {
    const order: string[] = [];
    const { reloader } = world([loaded({ ...route("a/x"), timeouts: { idle_ms: 7 } }, "g")], {
      build: async () => (order.push("build"), 1),
      warm: async (value) => void order.push(`warm ${value}`),
      swap: (value) => void order.push(`swap ${value}`),
      retire: (value) => void order.push(`retire ${value}`),
    });
    expect(await reloader.reload("test")).toEqual({
      ok: true,
      changed: ["timeouts.idle_ms", "routes.r", "credentials"],
      needs_restart: [],
    });
    expect(order).toEqual(["build", "warm 1", "swap 1", "retire 0"]);
    expect(reloader.config().timeouts.idle_ms).toBe(7);
  });

  it("does nothing when nothing has changed", async () => {
    const { reloader, swap } = world([loaded({})]);
    expect(await reloader.reload("test")).toEqual({ ok: true, changed: [], needs_restart: [] });
    expect(swap).not.toHaveBeenCalled();
  });

  it("changes nothing when it fails, whichever step it is, and says why", async () => {
    const file = join(folder, "dragoman.yaml");
    writeFileSync(file, "routes: { r: { targets: [nobody/x] } }\n");
    const known = { dialects: [], providers: ["a"] };
    const bad = world([], { load: async () => ({ config: await loadConfig({}, folder, known) }) });
    const result = await bad.reloader.reload("test");
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining("dragoman.yaml:1:") });
    expect(bad.log.error).toHaveBeenCalledOnce();
    const fail = async () => {
      throw new ConfigError("no");
    };
    const never = () => new Promise<never>(() => {});
    for (const step of [{ build: fail }, { warm: fail }, { build: never }, { warm: never }]) {
      const each = world([loaded(route("a/x")), loaded({})], { ...step, limit_ms: 20 });
      expect(await each.reloader.reload("test")).toMatchObject({ ok: false });
      expect(each.swap).not.toHaveBeenCalled();
      // What was built and did not warm up is closed; what serves is not.
      expect(each.retire.mock.calls).toEqual("warm" in step ? [[1]] : []);
      expect(each.reloader.config().routes).toEqual({});
      expect(await each.reloader.reload("again")).toMatchObject({ ok: true, changed: [] });
    }
  });

  it("does not take a file that is gone for one that says nothing", async () => {
    const gone = world([loaded({})], {
      current: { loaded: { config: { ...configOf(route("a/x")), file: "d.yaml" } }, value: 0 },
    });
    expect(await gone.reloader.reload("test")).toEqual({ ok: false, error: "d.yaml is gone" });
  });

  it("never runs twice at once; calls meanwhile share one more", async () => {
    let running = 0;
    const { reloader, swap } = world([loaded(route("a/1")), loaded(route("a/2"))], {
      build: async () => {
        expect(++running).toBe(1);
        await new Promise((go) => setTimeout(go, 5));
        return --running;
      },
    });
    const first = reloader.reload("one");
    await Promise.resolve();
    await Promise.resolve();
    const more = [reloader.reload("two"), reloader.reload("three")];
    expect(more[0]).toBe(more[1]);
    await Promise.all([first, ...more]);
    expect(swap).toHaveBeenCalledTimes(2);
    expect(reloader.config().routes["r"]?.targets).toEqual(["a/2"]);
  });

  it("keeps what needs a restart as it was at the start, and says so until it is", async () => {
    const { reloader, built, log } = world([
      loaded({ listen: { port: 4000 }, data_dir: "/x" }),
      loaded({ listen: { port: 4000 }, ...route("a/x") }),
    ]);
    const needs = ["listen.port", "data_dir"];
    expect(await reloader.reload("test")).toMatchObject({ ok: true, needs_restart: needs });
    expect(built[0]?.config).toMatchObject({ listen: { port: 3000 }, data_dir: ".dragoman" });
    expect(await reloader.reload("test")).toMatchObject({ needs_restart: ["listen.port"] });
    expect(log.warn).toHaveBeenCalledTimes(2);
  });

  it("goes back, step by step", async () => {
    const { reloader, built } = world([loaded(route("a/1")), loaded(route("a/2"), "g")]);
    expect(await reloader.rollback()).toMatchObject({ ok: false });
    await reloader.reload("one");
    await reloader.reload("two");
    expect(await reloader.rollback()).toMatchObject({ ok: true, changed: ["routes.r"] });
    expect(built.at(-1)).toMatchObject({ fingerprint: "g", config: route("a/1") });
    await reloader.rollback();
    expect(reloader.config().routes).toEqual({});
    expect(await reloader.rollback()).toMatchObject({ ok: false });
  });
});

describe("the watch", () => {
  function watched(...files: string[]) {
    const changed = vi.fn();
    const watcher = watchFiles({ files: () => files, changed, quiet_ms: 30, poll_ms: 60_000 });
    closers.push(() => watcher.close());
    const told = (times: number) =>
      vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(times), { timeout: 3000 });
    return { changed, told };
  }
  const quiet = () => new Promise((go) => setTimeout(go, 150));

  it("sees writes, replaced files, and neither absence nor the same again", async () => {
    const file = join(folder, "w.yaml");
    writeFileSync(file, "a: 1");
    const { changed, told } = watched(file);
    writeFileSync(file, "a: 2");
    writeFileSync(file, "a: 3");
    await told(1);
    writeFileSync(`${file}.new`, "a: 4");
    renameSync(`${file}.new`, file);
    await told(2);
    writeFileSync(file, "a: 4");
    await quiet();
    rmSync(file);
    await quiet();
    writeFileSync(file, "");
    await quiet();
    expect(changed).toHaveBeenCalledTimes(2);
    writeFileSync(file, "a: 5");
    await told(3);
  });

  it("sees a link on the way that is swapped, and a linked file that is written", async () => {
    const home = join(folder, "mount");
    for (const version of ["v1", "v2"]) {
      mkdirSync(join(home, version), { recursive: true });
      writeFileSync(join(home, version, "d.yaml"), version);
    }
    symlinkSync("v1", join(home, "..data"));
    symlinkSync("..data/d.yaml", join(home, "d.yaml"));
    const { told } = watched(join(home, "d.yaml"));
    symlinkSync("v2", join(home, "..tmp"));
    renameSync(join(home, "..tmp"), join(home, "..data"));
    await told(1);
    writeFileSync(join(home, "v2", "d.yaml"), "v3");
    await told(2);
  });

  it("has another fingerprint for another key", () => {
    const file = join(folder, "key");
    const of = () => credentialFingerprint(["A_KEY"], { A_KEY_FILE: file });
    writeFileSync(file, "one");
    const before = of();
    expect(of()).toBe(before);
    writeFileSync(file, "two");
    expect(of()).not.toBe(before);
    expect(credentialFingerprint(["A_KEY"], { A_KEY: "x" })).not.toBe(before);
  });
});
