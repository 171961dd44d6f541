import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import { answerOf, csvAnswer, errorAnswer, jsonAnswer } from "./answers.ts";
import type { AdminAnswer, AdminRequest } from "./answers.ts";
import { createGuard } from "./guard.ts";
import { keyPaths } from "./keys.ts";
import type { KeyParts } from "./keys.ts";
import { maskConfig } from "./mask.ts";
import { findPath, missing } from "./paths.ts";
import type { Changed, Handler, Path } from "./paths.ts";
import type { SpendReport } from "./spend.ts";

/** A change through the admin API, for the audit log; without secrets. */
export interface AdminEntry {
  /** Unix milliseconds. */
  at: number;
  /** `key.create`, `key.update`, `key.rotate`, `key.delete`, `config.reload`, `config.rollback`. */
  action: string;
  /** The address it came from. */
  from: string;
  key_id?: string;
  key_name?: string;
  /** Did it take effect? What the caller said wrong is not told here; a config that cannot be used is. */
  ok: boolean;
  /** What was said. */
  changes?: unknown;
}

/** What the admin API works on. */
export interface AdminOptions extends KeyParts {
  /** By `readAdminKey`; without one everything is refused. */
  key: string | undefined;
  /** The config in effect. */
  config: () => Config;
  /** `reportSpend`, for the parameters of a query; absent when the gateway has no database. */
  spend?: (parameters: URLSearchParams) => Promise<SpendReport>;
  /** The targets and how they are. */
  targets: () => unknown;
  /** Reads the config again; what it gives is shown. Rejects with a `ConfigError` when it cannot be used. */
  reload: () => Promise<unknown>;
  /** Goes back to the config before; rejects with a `ConfigError` when there is none. */
  rollback: () => Promise<unknown>;
  audit(entry: AdminEntry): void;
  log: Pick<Logger, "warn" | "error">;
  /** Unix milliseconds. */
  now?: () => number;
}

/** The admin API, whatever server it is put into. */
export interface Admin {
  /** Answers a request below `/admin`. Never rejects. */
  handle(request: AdminRequest): Promise<AdminAnswer>;
}

/** Makes the admin API. */
export function createAdmin(options: AdminOptions): Admin {
  const { log, now = Date.now } = options;
  const guard = createGuard({
    key: options.key,
    remote: () => options.config().admin.remote,
    refused: (facts) => log.warn(facts, "admin: refused"),
    now,
  });
  const paths = [...keyPaths(options), ...otherPaths(options)];
  return {
    async handle(request) {
      try {
        return guard(request) ?? (await dispatch(paths, request, options, now()));
      } catch (error) {
        const answer = answerOf(error);
        if (answer) return answer;
        log.error({ err: error, path: request.path }, "admin: failed");
        return errorAnswer(500, "Something went wrong in the gateway; its log says what.");
      }
    },
  };
}

async function dispatch(
  paths: readonly Path[],
  request: AdminRequest,
  { audit }: AdminOptions,
  at: number,
): Promise<AdminAnswer> {
  const found = findPath(paths, request.path);
  if (!found) return errorAnswer(404, `There is no \`${request.path.slice(0, 200)}\` here.`);
  const { methods } = found.path;
  const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (!handler) {
    const allow = Object.keys(methods).join(", ");
    return errorAnswer(405, `${request.method} is not allowed here; ${allow} is.`, { allow });
  }
  const changed: Changed = (action, key, changes) =>
    audit({
      at,
      action,
      from: request.remote,
      ok: true,
      ...(key && { key_id: key.id, key_name: key.name }),
      ...(changes !== undefined && { changes }),
    });
  return handler({ request, id: found.id, changed });
}

function otherPaths(options: AdminOptions): Path[] {
  const { spend, config, targets, reload, rollback, audit, now = Date.now } = options;
  const report: Handler = async ({ request }) => {
    const found = await (spend ?? missing("reports"))(request.query);
    return "csv" in found ? csvAnswer(found.csv) : jsonAnswer(200, found.json);
  };
  const shown =
    (value: () => unknown): Handler =>
    async () =>
      jsonAnswer(200, value());
  const done =
    (action: string, work: () => Promise<unknown>): Handler =>
    async ({ request, changed }) => {
      const result = await work().catch((error: unknown) => {
        const changes = { error: error instanceof Error ? error.message : String(error) };
        audit({ at: now(), action, from: request.remote, ok: false, changes });
        throw error;
      });
      changed(action);
      return jsonAnswer(200, result ?? { ok: true });
    };
  return [
    { pattern: /^\/admin\/spend$/, methods: { GET: report } },
    { pattern: /^\/admin\/config$/, methods: { GET: shown(() => maskConfig(config())) } },
    { pattern: /^\/admin\/targets$/, methods: { GET: shown(targets) } },
    { pattern: /^\/admin\/reload$/, methods: { POST: done("config.reload", reload) } },
    { pattern: /^\/admin\/rollback$/, methods: { POST: done("config.rollback", rollback) } },
  ];
}
