import { sql } from "kysely";
import type { CreateTableBuilder, Kysely, ColumnDataType } from "kysely";
import type { Tables } from "./tables.ts";

/** A step from one version of the schema to the next, in words that both databases have. */
export interface Migration {
  name: string;
  up(db: Kysely<Tables>): Promise<void>;
}

/** All steps, in order: a schema of version n has run the first n. What has been released is never changed, only added to. */
export const migrations: readonly Migration[] = [{ name: "first", up: first }];

/**
 * Brings the schema up to date, on a connection that holds the database's lock for it, within a transaction. Throws
 * when the schema is newer than this program, which could not write to it properly.
 */
export async function migrate(db: Kysely<Tables>, now: () => number): Promise<void> {
  await db.schema
    .createTable("dragoman_migrations")
    .ifNotExists()
    .addColumn("version", "integer", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .execute();
  const rows = await db.selectFrom("dragoman_migrations").select("version").execute();
  const done = Math.max(0, ...rows.map((row) => row.version));
  if (done > migrations.length)
    throw new Error(
      `the ledger's schema has version ${done}, this program knows ${migrations.length}: use a newer one`,
    );
  for (const [i, { name, up }] of migrations.entries()) {
    if (i < done) continue;
    await up(db);
    await db
      .insertInto("dragoman_migrations")
      .values({ version: i + 1, name, at: now() })
      .execute();
  }
}

async function first(db: Kysely<Tables>): Promise<void> {
  await requests(db);
  await attempts(db);
  await calls(db);
  await table(db, "request_tags", "id! text, tag! text")
    .addPrimaryKeyConstraint("request_tags_pk", ["id", "tag"])
    .execute();
  await table(
    db,
    "key_spend",
    "key_id! text, day! text, nano_usd! bigint, requests! bigint, tokens! bigint",
  )
    .addPrimaryKeyConstraint("key_spend_pk", ["key_id", "day"])
    .execute();
  await keys(db);
}

async function requests(db: Kysely<Tables>): Promise<void> {
  const columns = [
    "id! text, request_id! text, at! bigint, node! text, key_id text, key_name text, owner text, tags! text",
    "route text, door! text, asked! text, provider text, model text, outcome! text, status! integer, error text",
    "stream! integer, ms! bigint, ttft_ms bigint, input_tokens bigint, output_tokens bigint",
    "cache_read_tokens bigint, cache_write_tokens bigint, reasoning_tokens bigint",
    "cost_nano bigint, cost_atto bigint, cost_reason text, reported_nano bigint, reported_atto bigint",
    "estimated_nano bigint, estimated_atto bigint, overhead_nano bigint, overhead_atto bigint",
    "call_after_ms bigint, call_ms bigint",
  ];
  await table(db, "requests", columns.join(", "))
    .addPrimaryKeyConstraint("requests_pk", ["id"])
    .execute();
  await db.schema.createIndex("requests_at").on("requests").column("at").execute();
}

// No foreign key to `requests`: the writer puts both into one transaction, and a check for each row would cost more.
async function attempts(db: Kysely<Tables>): Promise<void> {
  const columns = [
    "id! text, n! integer, provider! text, model! text, outcome! text, error text, after_ms! bigint, ms! bigint",
    "ttft_ms bigint, input_tokens bigint, output_tokens bigint",
    "cost_nano bigint, cost_atto bigint, cost_reason text",
  ];
  await table(db, "attempts", columns.join(", "))
    .addPrimaryKeyConstraint("attempts_pk", ["id", "n"])
    .execute();
}

// Most requests are answered by their first call, and a row of its own would cost as much as the rest of theirs.
async function calls(db: Kysely<Tables>): Promise<void> {
  await sql`
    create view calls as
    select id, n, provider, model, outcome, error, after_ms, ms, ttft_ms, input_tokens, output_tokens,
      cost_nano, cost_atto, cost_reason
    from attempts
    union all
    select id, 1, provider, model, 'answered', null, call_after_ms, call_ms, ttft_ms - call_after_ms, input_tokens,
      output_tokens, cost_nano, cost_atto, cost_reason
    from requests where call_ms is not null`.execute(db);
}

async function keys(db: Kysely<Tables>): Promise<void> {
  const columns = [
    "id! text, name! text, hint! text, hash! text, previous_hash text, previous_valid_until bigint, owner text",
    "tags! text, routes text, models text, budget_day text, budget_month text, budget_total text",
    "rpm bigint, tpm bigint, concurrent bigint",
    "created_at! bigint, expires_at bigint, disabled! integer, deleted_at bigint, updated_at! bigint",
  ];
  await table(db, "keys", columns.join(", "))
    .addPrimaryKeyConstraint("keys_pk", ["id"])
    .addUniqueConstraint("keys_hash", ["hash"])
    .execute();
  await db.schema.createIndex("keys_updated_at").on("keys").column("updated_at").execute();
}

/** A table of columns written `name! type`; the mark says NOT NULL. */
function table(
  db: Kysely<Tables>,
  name: string,
  columns: string,
): CreateTableBuilder<string, string> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const column of columns.split(", ")) {
    const [word = "", type] = column.split(" ");
    builder = builder.addColumn(word.replace("!", ""), type as ColumnDataType, (definition) =>
      word.endsWith("!") ? definition.notNull() : definition,
    );
  }
  return builder;
}
