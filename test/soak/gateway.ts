import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** What is needed to start a gateway. */
export interface Launch {
  /** The entry, and the folder with its config and its data. */
  server: string;
  folder: string;
  yaml: string;
  /** Base URLs of providers by id. */
  upstreams: Readonly<Record<string, string>>;
}

/** Memory and handles of a gateway that rests, after garbage collection. */
export interface Footprint {
  rss_mb: number;
  heap_mb: number;
  files: number;
  handles: number;
}

/** A gateway in a process of its own. */
export interface Gateway {
  url: string;
  pid: number;
  /** The lines of its requests, by request id; and what it logged as an error. */
  lines: Map<string, number>;
  errors: string[];
  /** What it wrote that was no log line, standard error included. */
  said: string[];
  metrics(): Promise<Metrics>;
  footprint(): Promise<Footprint>;
  admin(method: string, path: string, body?: unknown): Promise<any>;
  /** Ends it by a signal; the exit code, or the signal's name. Kills it when it does not end in time. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | string>;
}

/** Prometheus' figures. */
export interface Metrics {
  /** The sum over all labels, of those series that have some text. */
  sum(name: string, having?: string): number;
}

const ADMIN_KEY = "soak-admin-key-0123456789";
const COLLECT = 'process.on("SIGUSR2", () => { globalThis.gc(); globalThis.gc(); });\n';
const END_MS = 20_000;

const children = new Set<ChildProcess>();

/** Ends what is left, for every way out of this process. */
export function killAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

/** Starts a gateway and waits until it is ready. Throws what it said when it is not. */
export async function startGateway({ server, folder, yaml, upstreams }: Launch): Promise<Gateway> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "dragoman.yaml"), yaml);
  writeFileSync(join(folder, "collect.mjs"), COLLECT);
  const { PATH = "", HOME = "" } = process.env;
  const env: Record<string, string> = { PATH, HOME, PORT: "0", NODE_ENV: "production" };
  for (const [id, url] of Object.entries(upstreams)) {
    env[`${id.toUpperCase()}_API_KEY`] = `not-a-key-of-${id}`;
    env[`${id.toUpperCase()}_BASE_URL`] = url;
  }
  env["DRAGOMAN_ADMIN_KEY"] = ADMIN_KEY;
  const options = ["--expose-gc", "--import", join(folder, "collect.mjs")];
  const child = spawn(process.execPath, [...options, server], { cwd: folder, env });
  children.add(child);
  const exited = new Promise<number | string>((resolve) => {
    child.once("exit", (code, signal) => {
      children.delete(child);
      resolve(code ?? signal ?? "?");
    });
  });
  const { lines, errors, said } = listen(child);
  const url = await ready(said, exited);
  return {
    url,
    pid: child.pid!,
    lines,
    errors,
    said,
    metrics: () => readMetrics(url),
    footprint: () => footprint(url, child),
    admin: (method, path, body) => admin(url, method, path, body),
    async end(signal) {
      child.kill(signal);
      const late = sleep(END_MS, "late" as const, { ref: false });
      const how = await Promise.race([exited, late]);
      if (how === "late") child.kill("SIGKILL");
      return how;
    },
  };
}

function listen(child: ChildProcess): Pick<Gateway, "lines" | "errors" | "said"> {
  const lines = new Map<string, number>();
  const errors: string[] = [];
  const said: string[] = [];
  createInterface({ input: child.stdout! }).on("line", (line) => {
    if (!line.startsWith("{")) return void said.push(line);
    const { level, msg, request_id, status } = JSON.parse(line) as Record<string, any>;
    if (level >= 50) errors.push(line);
    if (msg === "request" && status !== 401)
      lines.set(request_id, (lines.get(request_id) ?? 0) + 1);
  });
  createInterface({ input: child.stderr! }).on("line", (line) => said.push(line));
  return { lines, errors, said };
}

async function ready(said: readonly string[], exited: Promise<unknown>): Promise<string> {
  let over = false;
  void exited.then(() => (over = true));
  for (let i = 0; i < 400 && !over; i++) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said.join("\n")) ?? [];
    const answer = url && (await fetch(`${url}/ready`).catch(() => undefined));
    if (url && answer && answer.status === 200) return url;
    await sleep(25);
  }
  throw new Error(`the gateway did not start: ${said.join("\n")}`);
}

async function readMetrics(url: string): Promise<Metrics> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const samples = [...text.matchAll(/^([a-z_]+)(\{[^\n]*\})? (\S+)$/gm)];
  return {
    sum: (name, having = "") =>
      samples
        .filter(([, each, labels = ""]) => each === name && labels.includes(having))
        .reduce((sum, [, , , value]) => sum + Number(value), 0),
  };
}

async function footprint(url: string, child: ChildProcess): Promise<Footprint> {
  child.kill("SIGUSR2");
  await sleep(500);
  const metrics = await readMetrics(url);
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return {
    rss_mb: Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1]) / 1024,
    heap_mb: metrics.sum("nodejs_heap_size_used_bytes") / 2 ** 20,
    files: readdirSync(`/proc/${child.pid}/fd`).length,
    handles: metrics.sum("nodejs_active_handles_total"),
  };
}

async function admin(url: string, method: string, path: string, body?: unknown): Promise<any> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/admin/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json: any = await answer.json();
  if (!answer.ok) throw new Error(`/admin/${path}: ${answer.status} ${JSON.stringify(json)}`);
  return json;
}
