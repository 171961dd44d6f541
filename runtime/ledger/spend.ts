import type { RawBuilder } from "kysely";
import type { Database } from "./database.ts";
import { reached } from "./reached.ts";
import { sumsToTell } from "./spend-rows.ts";
import type { Spend, SpendRow, Sums } from "./spend-rows.ts";
import type { SpendBy, SpendQuery } from "./spend-query.ts";

interface Group {
  values: (string | null)[];
  sums: Sums;
}

/** Requests of one step in the embedded database, which answers nobody else meanwhile: some ten milliseconds. */
const STEP = 5000;
const DAY_MS = 86_400_000;

const EXPRESSIONS: Record<SpendBy, string> = {
  key: "r.key_id",
  owner: "r.owner",
  route: "r.route",
  model: "r.model",
  provider: "r.provider",
  tag: "t.tag",
  day: `r.at / ${DAY_MS}`,
  outcome: "r.outcome",
};

const SUMS: Record<string, string> = {
  requests: "1",
  errors: "case when r.outcome = 'error' then 1 else 0 end",
  cancelled: "case when r.outcome = 'cancelled' then 1 else 0 end",
  input_tokens: "r.input_tokens",
  output_tokens: "r.output_tokens",
  cache_read_tokens: "r.cache_read_tokens",
  cache_write_tokens: "r.cache_write_tokens",
  reasoning_tokens: "r.reasoning_tokens",
  unknown_cost_requests: "case when r.cost_nano is null then 1 else 0 end",
  cost_nano: "r.cost_nano",
  cost_atto: "r.cost_atto",
  unknown_nano: "case when r.cost_nano is null then r.estimated_nano else 0 end",
  unknown_atto: "case when r.cost_nano is null then r.estimated_atto else 0 end",
  overhead_nano: "r.overhead_nano",
  overhead_atto: "r.overhead_atto",
  reported_nano: "r.reported_nano",
  reported_atto: "r.reported_atto",
};
const NAMES = Object.keys(SUMS);

/**
 * What requests that arrived in a span of time came to, in groups: days in order, else the dearest first. The sums
 * are exact. Rows that are written meanwhile may be in it or not. Rejects with a `GatewayError` when the database
 * is away.
 */
export function spend(database: Database, query: SpendQuery): Promise<Spend> {
  return reached(sumUp(database, query));
}

async function sumUp(database: Database, query: SpendQuery): Promise<Spend> {
  const groups = new Map<string, Group>();
  const total: Group = { values: [], sums: {} };
  const tagged = query.by.includes("tag");
  for await (const [from, to] of spans(database, query)) {
    for (const group of await sumsOf(database, { ...query, from, to })) {
      const id = JSON.stringify(group.values);
      const known = groups.get(id);
      if (known) addTo(known, group);
      else if (query.by.length > 0) groups.set(id, group);
      if (!tagged) addTo(total, group);
    }
    if (!tagged) continue;
    for (const all of await sumsOf(database, { ...query, from, to, by: [] })) addTo(total, all);
  }
  const rows = [...groups.values()].sort(inOrder(query.by));
  return {
    rows: rows.slice(0, query.limit).map((group) => rowOf(query.by, group)),
    more: Math.max(0, rows.length - query.limit),
    total: sumsToTell(total.sums),
  };
}

/** The span in steps: one for a server, and ones of few rows for a database that works on this thread. */
async function* spans(
  { db, kind }: Database,
  { from, to }: SpendQuery,
): AsyncGenerator<[number, number]> {
  if (kind === "postgres") return yield [from, to];
  for (let start = from; start < to;) {
    const row = await db
      .selectFrom("requests")
      .select("at")
      .where("at", ">=", start)
      .where("at", "<", to)
      .orderBy("at")
      .offset(STEP)
      .limit(1)
      .executeTakeFirst();
    // At least a millisecond, should more rows than a step have come in one.
    const end = row ? Math.max(row.at, start + 1) : to;
    yield [start, end];
    start = end;
    await new Promise((done) => setImmediate(done));
  }
}

async function sumsOf({ db, sql }: Database, query: SpendQuery): Promise<Group[]> {
  const columns = [
    ...query.by.map((by, i) => sql.raw(`cast(${EXPRESSIONS[by]} as text) as g${i}`)),
    ...NAMES.map((name) => sql.raw(`cast(coalesce(sum(${SUMS[name]}), 0) as text) as ${name}`)),
  ];
  const join = query.by.includes("tag") ? sql`left join request_tags t on t.id = r.id` : sql``;
  const groups =
    query.by.length > 0 ? sql.raw(`group by ${query.by.map((_, i) => i + 1).join()}`) : sql``;
  const result = await sql<Record<string, string | null>>`
    select ${sql.join(columns)} from requests r ${join}
    where ${sql.join(conditions(sql, query), sql` and `)} ${groups}`.execute(db);
  return result.rows.map((row) => ({
    values: query.by.map((by, i) => valueOf(by, row[`g${i}`] ?? null)),
    sums: Object.fromEntries(NAMES.map((name) => [name, BigInt(row[name] ?? "0")])),
  }));
}

function conditions(sql: Database["sql"], query: SpendQuery): RawBuilder<unknown>[] {
  const found = [sql`r.at >= ${query.from}`, sql`r.at < ${query.to}`];
  for (const [by, values] of Object.entries(query.filters) as [SpendBy, readonly string[]][]) {
    const list = sql.join(values);
    if (by !== "tag") found.push(sql`${sql.raw(EXPRESSIONS[by])} in (${list})`);
    else if (query.by.includes("tag")) found.push(sql`t.tag in (${list})`);
    else
      found.push(
        sql`exists (select 1 from request_tags f where f.id = r.id and f.tag in (${list}))`,
      );
  }
  return found;
}

function valueOf(by: SpendBy, value: string | null): string | null {
  if (by !== "day" || value === null) return value;
  return new Date(Number(value) * DAY_MS).toISOString().slice(0, 10);
}

function addTo(group: Group, more: Group): void {
  for (const name of NAMES) group.sums[name] = (group.sums[name] ?? 0n) + more.sums[name]!;
}

function inOrder(by: readonly SpendBy[]): (a: Group, b: Group) => number {
  const day = by.indexOf("day");
  return (a, b) => {
    const [first, second] = [a.values[day] ?? "", b.values[day] ?? ""];
    if (first !== second) return first < second ? -1 : 1;
    const difference = unitsOf(b.sums) - unitsOf(a.sums);
    if (difference !== 0n) return difference > 0n ? 1 : -1;
    return JSON.stringify(a.values) < JSON.stringify(b.values) ? -1 : 1;
  };
}

function unitsOf(sums: Sums): bigint {
  return sums["cost_nano"]! * 10n ** 9n + sums["cost_atto"]!;
}

function rowOf(by: readonly SpendBy[], { values, sums }: Group): SpendRow {
  return {
    ...Object.fromEntries(by.map((name, i) => [name, values[i] ?? null])),
    ...sumsToTell(sums),
  };
}
