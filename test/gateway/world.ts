import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registry } from "../../generated/index.ts";
import { assemble } from "../../runtime/assemble.ts";
import type { Assembled } from "../../runtime/assemble.ts";
import { readConfigFile } from "../../runtime/config-file.ts";
import { configOf } from "../../runtime/config.ts";
import type { Environment } from "../../runtime/config.ts";
import { call } from "../runtime/harness.ts";
import type { Answer } from "../runtime/harness.ts";

/** The admin key of all gateways here. */
export const ADMIN_KEY = "an-admin-key-of-some-length";

const KNOWN = {
  dialects: Object.keys(registry.dialects),
  providers: [...Object.keys(registry.providers), "sandbox"],
};

/** A gateway with everything on, as `dragoman.yaml` and the environment make it. */
export interface World {
  url: string;
  folder: string;
  log: any[];
  assembled: Assembled;
  /** Asks the admin API, as `GET /admin/keys`. */
  admin(line: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Makes a key; gives its id and its secret. */
  key(said: Record<string, unknown>): Promise<{ id: string; secret: string }>;
  /** The ledger's rows so far, oldest first, with their attempts. */
  rows(): Promise<any[]>;
  close(): Promise<void>;
}

const opened: (() => Promise<void> | void)[] = [];

/** Closes and removes all that `startWorld` and `temporary` have made; for `afterEach`. */
export async function closeWorlds(): Promise<void> {
  while (opened.length > 0) await opened.pop()!();
}

/** A folder that is removed after the test. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "dragoman-gateway-"));
  opened.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a gateway on the text of a `dragoman.yaml`; a folder of an earlier one goes on with its ledger. */
export async function startWorld(
  yaml: string,
  environment: Environment = {},
  folder = temporary(),
): Promise<World> {
  const own = { DRAGOMAN_ADMIN_KEY: ADMIN_KEY, ...environment };
  const { said } = readConfigFile("dragoman.yaml", Buffer.from(yaml), KNOWN, own);
  const config = { ...configOf(said), data_dir: folder };
  const log: any[] = [];
  const write = (line: string): void => void log.push(JSON.parse(line));
  const assembled = await assemble(registry, config, own, { log: { write } });
  const server = createServer(assembled.listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await assembled.state.keys?.loaded;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await assembled.close();
    })());
  opened.push(close);
  const admin: World["admin"] = (line, body, headers = {}) => {
    const [method = "", path = ""] = line.split(" ");
    return call(url + path, body, { method, headers: { "x-admin-key": ADMIN_KEY, ...headers } });
  };
  return {
    url,
    folder,
    log,
    assembled,
    admin,
    async key(said) {
      const made = await admin("POST /admin/keys", said);
      if (made.status !== 201) throw new Error(made.text);
      return { id: made.json.id, secret: made.json.secret };
    },
    rows: () => rowsOf(assembled),
    close,
  };
}

async function rowsOf({ state }: Assembled): Promise<any[]> {
  await state.ledger!.flush();
  const { db } = await state.ledger!.opened;
  const rows = await db.selectFrom("requests").selectAll().orderBy("id").execute();
  const attempts = await db.selectFrom("calls").selectAll().orderBy("n").execute();
  return rows.map((row) => ({
    ...row,
    cost: usd(row.cost_nano, row.cost_atto),
    overhead: usd(row.overhead_nano, row.overhead_atto),
    estimated: usd(row.estimated_nano, row.estimated_atto),
    reported: usd(row.reported_nano, row.reported_atto),
    attempts: attempts.filter(({ id }) => id === row.id),
  }));
}

/** Exact decimal text of the two columns of an amount. */
function usd(nano: number | bigint | null, atto: number | bigint | null): string | undefined {
  if (nano === null) return undefined;
  const units = BigInt(nano) * 1_000_000_000n + BigInt(atto ?? 0);
  const text = units.toString().padStart(19, "0");
  return `${text.slice(0, -18)}.${text.slice(-18)}`.replace(/\.?0+$/, "");
}

/** A request of the most common dialect. */
export function ask(
  url: string,
  model: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = { model, messages: [{ role: "user", content: "Hello there" }], ...more };
  return call(`${url}/v1/chat/completions`, body, { headers });
}

/** What `POST /explain` says of the same request. */
export async function explain(
  url: string,
  model: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<any> {
  const body = { model, messages: [{ role: "user", content: "Hello there" }], ...more };
  const answer = await call(`${url}/explain`, body, { headers });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json;
}

/** Waits until something holds, two seconds at the most. */
export async function until(holds: () => unknown, most_ms = 2000): Promise<void> {
  const late = performance.now() + most_ms;
  while (!(await holds())) {
    if (performance.now() > late) throw new Error("it did not come to hold in time");
    await new Promise((done) => setTimeout(done, 10));
  }
}
