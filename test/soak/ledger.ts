import { join } from "node:path";
import { add, compare, parse, zero } from "../../runtime/decimal.ts";
import type { Decimal } from "../../runtime/decimal.ts";
import { toText } from "../../runtime/ledger/amounts.ts";
import { openDatabase } from "../../runtime/ledger/database.ts";
import type { RequestsTable } from "../../runtime/ledger/tables.ts";
import type { Logger } from "../../runtime/log.ts";

/** A row of the ledger; amounts as decimal text, undefined where they are not known. */
export interface Row {
  request_id: string;
  key_id: string | null;
  outcome: string;
  status: number;
  provider: string | null;
  model: string | null;
  input: number | null;
  output: number | null;
  cost: string | undefined;
  overhead: string | undefined;
  /** A copy that nobody waited for. */
  shadow: boolean;
}

/** What a ledger holds, read from its file. */
export interface Ledger {
  rows: Row[];
  /** By request, without the shadows. */
  byRequest: Map<string, Row[]>;
  /** What each key has spent, nano-USD, as budgets count it. */
  spent: Map<string, bigint>;
  /** `ok`, or what the database finds wrong with its file. */
  integrity: string;
}

const silent = { info() {}, warn() {}, error() {} } as unknown as Logger;

/** Reads the ledger of a gateway from its folder; the gateway may run or not. */
export async function readLedger(folder: string): Promise<Ledger> {
  const database = await openDatabase({ file: join(folder, ".dragoman", "ledger.db") }, silent);
  try {
    const rows = (await database.db.selectFrom("requests").selectAll().execute()).map(rowOf);
    const spend = await database.db
      .selectFrom("key_spend")
      .select(["key_id", "nano_usd"])
      .execute();
    const spent = new Map<string, bigint>();
    for (const { key_id, nano_usd } of spend)
      spent.set(key_id, (spent.get(key_id) ?? 0n) + BigInt(nano_usd));
    const { sql, db } = database;
    const checked = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    const integrity = checked.rows.map((each) => each.integrity_check).join("; ");
    const byRequest = new Map<string, Row[]>();
    for (const row of rows) {
      if (row.shadow) continue;
      const known = byRequest.get(row.request_id);
      if (known) known.push(row);
      else byRequest.set(row.request_id, [row]);
    }
    return { rows, byRequest, spent, integrity };
  } finally {
    await database.close();
  }
}

function rowOf(row: RequestsTable): Row {
  return {
    request_id: row.request_id,
    key_id: row.key_id,
    outcome: row.outcome,
    status: row.status,
    provider: row.provider,
    model: row.model,
    input: row.input_tokens,
    output: row.output_tokens,
    cost: amount(row.cost_nano, row.cost_atto),
    overhead: amount(row.overhead_nano, row.overhead_atto),
    shadow: (JSON.parse(row.tags) as string[]).includes("shadow"),
  };
}

function amount(nano: number | bigint | null, atto: number | bigint | null): string | undefined {
  return nano === null ? undefined : toText(BigInt(nano), BigInt(atto ?? 0));
}

/** The exact sum of what is known. */
export function sumOf(amounts: Iterable<string | undefined>): Decimal {
  let sum = zero;
  for (const each of amounts) if (each !== undefined) sum = add(sum, parse(each));
  return sum;
}

/** Are two decimals the same amount? */
export function same(a: Decimal | string, b: Decimal | string): boolean {
  const [x, y] = [a, b].map((each) => (typeof each === "string" ? parse(each) : each));
  return compare(x!, y!) === 0;
}
