import { ConfigError } from "../config.ts";
import type { Json } from "../json.ts";
import { within } from "../keys/opened.ts";
import type { AuditLog } from "../observe/audit.ts";
import type { Gateway } from "../pipeline.ts";
import type { Reloaded } from "../reload.ts";
import type { State } from "../state.ts";
import type { Admin, AdminEntry } from "./admin.ts";

/** Who reads the config again. */
export interface Reloading {
  reload(reason: string): Promise<Reloaded>;
  rollback(): Promise<Reloaded>;
}

/** What the admin API is put over. */
export interface AdminParts {
  gateway: Gateway;
  state: State;
  /** Absent when there is no audit log. */
  audit: Promise<AuditLog> | undefined;
  /** Undefined while the config comes from no file. */
  reloader: () => Reloading | undefined;
}

/** The admin API of a gateway, which is loaded when it is first asked. */
export function openAdmin(key: string | undefined, parts: AdminParts): () => Promise<Admin> {
  let admin: Promise<Admin> | undefined;
  return () => (admin ??= load(key, parts));
}

async function load(key: string | undefined, parts: AdminParts): Promise<Admin> {
  const { gateway, state, reloader } = parts;
  const { store, ledger } = state;
  const { logger, health } = gateway.services;
  const [{ createAdmin }, { reportSpend }, { spentOf }] = await Promise.all([
    import("./admin.ts"),
    import("./spend.ts"),
    import("../keys/spent.ts"),
  ]);
  const audit = await parts.audit;
  return createAdmin({
    key,
    config: () => gateway.setup.config,
    ...(store && { keys: store }),
    ...(store && ledger && { spend: (q) => reportSpend(ledger.opened, store, q, Date.now()) }),
    ...(ledger && {
      spent: async (id: string) => spentOf(await within(ledger.opened), id, Date.now()),
    }),
    targets: () => [...health.all()].map((each) => each.snapshot()),
    reload: () => outcomeOf(reloader()?.reload("the admin API")),
    rollback: () => outcomeOf(reloader()?.rollback()),
    audit(entry) {
      const { action, from, key_name: name, ok } = entry;
      logger.info({ action, key: name, from, ok }, "admin");
      audit?.change(changeOf(entry));
    },
    log: logger,
  });
}

function changeOf({ action, from, key_id, key_name, ok, changes }: AdminEntry) {
  const subject = key_id ?? key_name;
  return {
    what: action,
    by: "admin",
    from,
    ok,
    ...(subject !== undefined && { subject }),
    ...(changes !== undefined && { details: changes as Json }),
  };
}

async function outcomeOf(reloading: Promise<Reloaded> | undefined): Promise<unknown> {
  if (!reloading) throw new ConfigError("this gateway has no config file to read again");
  const result = await reloading;
  if (!result.ok) throw new ConfigError(result.error);
  const { changed, needs_restart } = result;
  return { changed, needs_restart };
}
