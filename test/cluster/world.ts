import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { postgresPrograms, startPostgres } from "../ledger/postgres.ts";
import type { TestPostgres } from "../ledger/postgres.ts";
import { hasRedis, startRedis } from "../limits/redis-server.ts";
import type { RedisServer } from "../limits/redis-server.ts";
import { openBooks } from "./books.ts";
import type { Books } from "./books.ts";
import { createClients } from "./client.ts";
import type { Answer, Clients, Question } from "./client.ts";
import { configuration } from "./configuration.ts";
import { createNode, until } from "./node.ts";
import type { Node } from "./node.ts";
import { startUpstream } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";

/** A key as the admin API gave it. */
export interface Key {
  id: string;
  secret: string;
}

/** Three gateways, their Redis and PostgreSQL, the providers behind them and the clients before them. */
export interface World {
  nodes: [Node, Node, Node];
  redis: RedisServer;
  postgres: TestPostgres;
  upstream: Upstream;
  clients: Clients;
  books: Books;
  /** The one `dragoman.yaml` of all nodes. */
  config: string;
  folder: string;
  environment: Record<string, string>;
  /** Makes a key, and waits until all nodes that run know it. */
  key(said?: object): Promise<Key>;
  /** Asks each of the nodes in turn, all at once. */
  burst(count: number, question: Question, nodes?: readonly Node[]): Promise<Answer[]>;
  close(): Promise<void>;
}

/** Why the suite cannot run here; undefined when it can. */
export function missing(): string | undefined {
  if (!hasRedis) return "no redis-server is installed (Debian: redis-server)";
  if (!postgresPrograms()) return "no PostgreSQL is installed (Debian: postgresql)";
  return undefined;
}

/** Starts everything; about four seconds. */
export async function openWorld(): Promise<World> {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
  if (status !== 0 || !existsSync(resolve("dist/server.js"))) throw new Error("nothing is built");
  const folder = mkdtempSync(join(tmpdir(), "dragoman-cluster-"));
  const config = join(folder, "dragoman.yaml");
  writeFileSync(config, configuration());
  const [redis, postgres, upstream] = await Promise.all([
    startRedis(),
    startPostgres(postgresPrograms()!),
    startUpstream(),
  ]);
  process.on("exit", () => {
    redis.thaw();
    void redis.kill();
  });
  const environment = {
    CLUSTER_REDIS: redis.url,
    CLUSTER_POSTGRES: postgres.url,
    OPENAI_API_KEY: "sk-cluster-one",
    OPENAI_BASE_URL: `${upstream.url}/v1`,
    ANTHROPIC_API_KEY: "sk-cluster-two",
    ANTHROPIC_BASE_URL: upstream.url,
  };
  const setting = { config, folder, environment };
  const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => createNode(name, setting)));
  const nodes: [Node, Node, Node] = [a!, b!, c!];
  await Promise.all(nodes.map((node) => node.start()));
  const clients = createClients();
  const w: World = {
    nodes,
    redis,
    postgres,
    upstream,
    clients,
    books: openBooks(postgres.url),
    config,
    folder,
    environment,
    key: (said = {}) => makeKey(w, said),
    burst: (count, question, asked = nodes) =>
      Promise.all(
        Array.from({ length: count }, (_, i) => clients.ask(asked[i % asked.length]!, question)),
      ),
    async close() {
      clients.close();
      await Promise.all(nodes.map((node) => node.stop("SIGKILL")));
      await Promise.all([redis.stop(), postgres.remove(), upstream.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return w;
}

let made = 0;

async function makeKey({ nodes, clients }: World, said: object): Promise<Key> {
  const running = nodes.filter((node) => node.running());
  const { status, body } = await running[0]!.admin("POST", "/keys", {
    name: `key-${++made}`,
    ...said,
  });
  if (status !== 201) throw new Error(`no key was made: ${status} ${JSON.stringify(body)}`);
  // A model that nobody has: what is refused for that is past the door, and counts for no limit.
  for (const node of running)
    await until(`${node.name} knows the key`, 3000, async () => {
      const question = { key: body.secret, model: "nobody/nothing" };
      return (await clients.ask(node, question)).status === 404;
    });
  return { id: body.id, secret: body.secret };
}
