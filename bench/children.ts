import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";

/** Which core the gateways run on, and which one everything else. */
export interface Cores {
  gateway?: number;
  rest?: number;
}

/** How a process is started. */
export interface Launch {
  /** Arguments of Node: its own options, the script, the script's arguments. */
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** Core to be pinned to. */
  core?: number | undefined;
  /** Whether it talks to us over IPC. */
  ipc?: boolean;
}

const running = new Set<ChildProcess>();
let bundles: string | undefined;

/** The cores to use, where there are two and `taskset` is there to pin to them; without either, none. */
export function findCores(): Cores {
  if (!existsSync("/usr/bin/taskset")) return {};
  const allowed = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  const cores = (allowed ?? "").split(",").flatMap((range) => {
    const [from = 0, to = from] = range.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
  const [gateway, rest] = cores;
  return gateway === undefined || rest === undefined ? {} : { gateway, rest };
}

/** Bundles the scripts that are processes of their own; gives the folder they are in, as `<name>.mjs`. */
export async function bundleScripts(root: string, names: readonly string[]): Promise<string> {
  bundles = join(root, "node_modules/.cache/dragoman", `bench-${process.pid}`);
  mkdirSync(bundles, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => `bench/${name}.ts`),
    outdir: bundles,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  return bundles;
}

/** Starts a process of Node with an environment of its own: no key of this machine's gets into it. */
export function start({ args, env, cwd, core, ipc }: Launch): ChildProcess {
  const pinned = core === undefined ? [] : ["taskset", "-c", String(core)];
  const [command, ...rest] = [...pinned, process.execPath, ...args] as [string, ...string[]];
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(command, rest, {
    env: { PATH, HOME, NODE_ENV: "production", ...env },
    stdio: [
      "ignore",
      "ignore",
      process.env["BENCH_STDERR"] ? "inherit" : "ignore",
      ...(ipc ? ["ipc" as const] : []),
    ],
    ...(cwd ? { cwd } : {}),
  });
  running.add(child);
  child.on("exit", () => running.delete(child));
  child.on("error", () => running.delete(child));
  return child;
}

/** Ends a process that `start` has started, and waits for it. */
export async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([gone, sleep(3_000)]);
  if (!running.has(child)) return;
  child.kill("SIGKILL");
  await gone;
}

/** Ends all that runs at once and clears away the bundles; for every way out of this process. */
export function stopAll(): void {
  for (const child of running) child.kill("SIGKILL");
  if (bundles) rmSync(bundles, { recursive: true, force: true });
}

/** The next message of a process; rejects when it ends instead. */
export function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`process ${child.pid} has ended`));
    child.once("exit", onExit);
    child.once("message", (value) => {
      child.removeListener("exit", onExit);
      resolve(value as T);
    });
  });
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Asks until a path is answered with 200. Gives the milliseconds since `since`; `undefined` when it never is. */
export async function untilReady(
  child: ChildProcess,
  port: number,
  path: string,
  since: number,
  within_ms: number,
): Promise<number | undefined> {
  while (performance.now() - since < within_ms && running.has(child)) {
    if ((await statusOf(port, path)) === 200) return performance.now() - since;
    await sleep(4);
  }
  return undefined;
}

function statusOf(port: number, path: string): Promise<number> {
  return new Promise((resolve) => {
    const request = get(
      { port, path, host: "127.0.0.1", agent: false, timeout: 1_000 },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(0));
  });
}
