import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { freePort, start, untilReady } from "./children.ts";
import type { Shot } from "./jobs.ts";
import { chatRequest, messagesRequest } from "./traffic.ts";
import type { Mode } from "./traffic.ts";

/** One kind of traffic that gateways are compared at. */
export interface Scenario {
  id: "pass-unary" | "pass-stream" | "translate-unary" | "translate-stream";
  title: string;
  translated: boolean;
  stream: boolean;
}

/** All traffic that is measured; the client always speaks the OpenAI API. */
export const SCENARIOS: readonly Scenario[] = [
  { id: "pass-unary", title: "pass-through, whole answer", translated: false, stream: false },
  { id: "pass-stream", title: "pass-through, stream of 100", translated: false, stream: true },
  { id: "translate-unary", title: "translated, whole answer", translated: true, stream: false },
  { id: "translate-stream", title: "translated, stream of 100", translated: true, stream: true },
];

/** Where things are: the repository, the bundled scripts, the upstream. */
export interface Places {
  root: string;
  scripts: string;
  upstream: number;
}

/** What can be compared. */
export interface Gateway {
  name: string;
  serves(scenario: Scenario): boolean;
  /** Arguments of Node and the environment to listen on a port with; a sentence where it cannot be started. */
  launch(port: number, places: Places): { args: string[]; env: Record<string, string> } | string;
  /** The folder to start it in, where it needs one with a configuration. */
  home?(places: Places): string;
  /** What has to be done once it is ready. */
  settle?(port: number): Promise<void>;
  /** What answers 200 when it is ready. */
  ready: string;
  /** The model as this gateway's clients name it, and what else tells it where to go. */
  ask(scenario: Scenario, places: Places): { model: string; headers: Record<string, string> };
}

/** A gateway that runs. */
export interface Running {
  gateway: Gateway;
  child: ChildProcess;
  port: number;
  pid: number;
  /** Milliseconds from its start to its first 200. */
  ready_ms: number;
}

const MODELS = { chat: "gpt-4.1-mini", messages: "claude-sonnet-4-5" };
const KEY = "not-a-key";

const modelOf = ({ translated }: Scenario) => (translated ? MODELS.messages : MODELS.chat);

function floor(script: string, translated: boolean): Gateway {
  return {
    name: "floor",
    serves: (scenario) => scenario.translated === translated,
    launch: (port, { scripts, upstream }) => ({
      args: [join(scripts, `${script}.mjs`)],
      env: {
        PORT: String(port),
        UPSTREAM: `http://127.0.0.1:${upstream}`,
        UPSTREAM_KEY: KEY,
      },
    }),
    ready: "/health",
    ask: (scenario) => ({ model: modelOf(scenario), headers: { authorization: `Bearer ${KEY}` } }),
  };
}

/** Arguments and environment of Dragoman with the bench's upstream; a sentence where it is not built. */
export function dragomanLaunch(
  port: number,
  { root, upstream }: Places,
): ReturnType<Gateway["launch"]> {
  const server = process.env["BENCH_SERVER"] ?? join(root, "dist", "server.js");
  if (!existsSync(server)) return "dist/server.js is not built (npm run build)";
  const env = {
    PORT: String(port),
    OPENAI_API_KEY: KEY,
    ANTHROPIC_API_KEY: KEY,
    OPENAI_BASE_URL: `http://127.0.0.1:${upstream}/v1`,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${upstream}`,
  };
  return { args: [server], env };
}

const dragoman: Gateway = {
  name: "dragoman",
  serves: () => true,
  launch: dragomanLaunch,
  ready: "/health",
  ask: (scenario) => ({
    model: `${scenario.translated ? "anthropic" : "openai"}/${modelOf(scenario)}`,
    headers: { authorization: `Bearer ${KEY}` },
  }),
};

const portkey: Gateway = {
  name: "portkey",
  serves: () => true,
  launch(port, { root }) {
    // Streams need older dependencies than npm chooses; see README.md.
    const folder = process.env["PORTKEY_GATEWAY"] ?? join(root, "node_modules/@portkey-ai/gateway");
    const server = join(folder, "build", "start-server.js");
    if (!existsSync(server)) return "@portkey-ai/gateway is not installed";
    return { args: [server, `--port=${port}`, "--headless"], env: {} };
  },
  ready: "/",
  ask: (scenario, { upstream }) => ({
    model: modelOf(scenario),
    headers: {
      authorization: `Bearer ${KEY}`,
      "x-portkey-provider": scenario.translated ? "anthropic" : "openai",
      "x-portkey-custom-host": `http://127.0.0.1:${upstream}/v1`,
    },
  }),
};

/** Everything that is compared, in the order of the tables. */
export const GATEWAYS: readonly Gateway[] = [
  floor("floor-pass", false),
  floor("floor-translate", true),
  dragoman,
  portkey,
];

/** A request through a gateway. */
export function shotAt(
  { gateway, port }: Pick<Running, "gateway" | "port">,
  scenario: Scenario,
  mode: Mode,
  places: Places,
): Shot {
  const { model, headers } = gateway.ask(scenario, places);
  const body = chatRequest(model, scenario.stream, mode);
  return { port, path: "/v1/chat/completions", headers, body };
}

/** The same question put to the upstream itself, in its own language. */
export function directShot(scenario: Scenario, mode: Mode, { upstream }: Places): Shot {
  const request = scenario.translated ? messagesRequest : chatRequest;
  return {
    port: upstream,
    path: scenario.translated ? "/v1/messages" : "/v1/chat/completions",
    headers: {},
    body: request(modelOf(scenario), scenario.stream, mode),
  };
}

/** Starts a gateway and waits until it answers; a sentence when it does not. `options` are Node's own. */
export async function startGateway(
  gateway: Gateway,
  places: Places,
  core: number | undefined,
  options: readonly string[] = [],
): Promise<Running | string> {
  const port = await freePort();
  const launch = gateway.launch(port, places);
  if (typeof launch === "string") return launch;
  const since = performance.now();
  // Where it has no configuration of its own, in a folder without one.
  const cwd = gateway.home?.(places) ?? places.scripts;
  const child = start({ ...launch, args: [...options, ...launch.args], cwd, core });
  const ready_ms = await untilReady(child, port, gateway.ready, since, 15_000);
  if (ready_ms === undefined) {
    child.kill("SIGKILL");
    return "did not become ready within 15 s";
  }
  await gateway.settle?.(port);
  return { gateway, child, port, pid: child.pid!, ready_ms };
}
