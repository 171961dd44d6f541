import type { Database } from "../ledger/database.ts";
import { reached } from "../ledger/reached.ts";
import { usdOf } from "../limits/money.ts";
import { dayOf, monthOf } from "../limits/periods.ts";

/** What a key has spent on this day, in this month (both of UTC) and in all: USD as decimal text. */
export interface Spent {
  day: string;
  month: string;
  total: string;
}

/** What the ledger says that a key has spent; of what is under way it knows nothing. `now` in Unix milliseconds. */
export async function spentOf({ db, sql }: Database, id: string, now: number): Promise<Spent> {
  const [day, month] = [dayOf(now).name, monthOf(now).name];
  // Sums come as text: PostgreSQL's are `numeric`, and a number of the embedded database's may be past 2^53.
  const sum = (from: string, to: string) =>
    sql<string>`cast(coalesce(sum(case when day >= ${from} and day <= ${to} then nano_usd else 0 end), 0) as text)`;
  const query = db
    .selectFrom("key_spend")
    .select([
      sum(day, day).as("day"),
      sum(`${month}-00`, `${month}-99`).as("month"),
      sql<string>`cast(coalesce(sum(nano_usd), 0) as text)`.as("total"),
    ])
    .where("key_id", "=", id);
  const row = await reached(query.executeTakeFirstOrThrow());
  const usd = (text: string) => usdOf(Number(text));
  return { day: usd(row.day), month: usd(row.month), total: usd(row.total) };
}
