import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";

/** A gateway process of the cluster, on a port and in a folder of its own. */
export interface Node {
  name: string;
  url: string;
  folder: string;
  /** Starts it, and waits until `/health` answers, or until `/ready` says yes. */
  start(wait?: "health" | "ready"): Promise<void>;
  /** Sends a signal. */
  signal(name: NodeJS.Signals): void;
  /** Ends it; gives the exit code, or the signal's name. */
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<number | string>;
  running(): boolean;
  /** Lines of its log that hold a text. */
  said(text: string): string[];
  /** Its status and report at `/ready`. */
  ready(): Promise<{ status: number; report: any }>;
  /** Asks the admin API. */
  admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>;
}

/** What every node is given. */
export interface NodeSetting {
  config: string;
  folder: string;
  environment: Record<string, string>;
}

const SERVER = resolve("dist/server.js");
const ADMIN_KEY = "cluster-admin-key-0123456789abcdef";

const running = new Set<ChildProcess>();
// Whatever ends this process, nothing that it started stays.
process.on("exit", () => running.forEach((each) => each.kill("SIGKILL")));

/** Prepares a node; nothing runs yet. */
export async function createNode(name: string, setting: NodeSetting): Promise<Node> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = join(setting.folder, name);
  mkdirSync(folder, { recursive: true });
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  const get = async (path: string) => {
    const response = await fetch(url + path, { signal: AbortSignal.timeout(3000) });
    return { status: response.status, report: await response.json() };
  };
  const environment = {
    PATH: process.env.PATH ?? "",
    PORT: String(port),
    DRAGOMAN_CONFIG: setting.config,
    DRAGOMAN_DATA_DIR: folder,
    DRAGOMAN_NODE: name,
    DRAGOMAN_ADMIN_KEY: ADMIN_KEY,
    ...setting.environment,
  };
  const start = async (wait: "health" | "ready" = "ready") => {
    const own = spawn(process.execPath, [SERVER], { cwd: folder, env: environment });
    child = own;
    running.add(own);
    own.once("exit", () => running.delete(own));
    for (const stream of [own.stdout, own.stderr])
      stream.on("data", (data) => lines.push(...String(data).split("\n")));
    await until(`${name} is up`, 10_000, async () => {
      if (own.exitCode !== null) throw new Error(`${name} ended: ${lines.slice(-5).join("\n")}`);
      return (await get(`/${wait}`)).status === 200;
    });
  };
  return {
    name,
    url,
    folder,
    start,
    signal: (signal) => void child?.kill(signal),
    stop: (signal) => stopChild(child, signal),
    running: () => child !== undefined && running.has(child),
    said: (text) => lines.filter((line) => line.includes(text)),
    ready: () => get("/ready"),
    async admin(method, path, body) {
      const response = await fetch(`${url}/admin${path}`, {
        method,
        headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(8000),
      });
      const text = await response.text();
      return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
    },
  };
}

function stopChild(child: ChildProcess | undefined, signal: NodeJS.Signals) {
  if (!child || !running.has(child)) return Promise.resolve("not running");
  const ended = new Promise<number | string>((resolve) =>
    child.once("exit", (code, by) => resolve(code ?? by ?? "?")),
  );
  child.kill(signal);
  return ended;
}

/** Waits until something holds; what throws meanwhile does not hold, and is told when the time is over. */
export async function until(
  what: string,
  ms: number,
  holds: () => boolean | Promise<boolean>,
): Promise<number> {
  const began = performance.now();
  for (let last: unknown; ;) {
    try {
      if (await holds()) return performance.now() - began;
    } catch (error) {
      last = error;
    }
    if (performance.now() - began > ms) {
      const why = last instanceof Error ? `: ${last.message}` : "";
      throw new Error(`not within ${ms} ms: ${what}${why}`);
    }
    await sleep(15);
  }
}

/** Waits. */
export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
