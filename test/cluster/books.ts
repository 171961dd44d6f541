import pg from "pg";
import { add, format, parse, zero } from "../../runtime/decimal.ts";
import { toText } from "../../runtime/ledger/amounts.ts";
import type { Answer } from "./client.ts";

/** A row of the ledger, as far as it is compared. */
export interface Booked {
  request_id: string;
  node: string;
  outcome: string;
  /** USD; undefined when it is not known. */
  cost?: string;
}

/** The ledger, read past the gateways. */
export interface Books {
  /** All rows of a key. */
  of(key_id: string): Promise<Booked[]>;
  /** What `key_spend` has, nano-USD. */
  spent(key_id: string): Promise<bigint>;
}

/** Reads a PostgreSQL; a connection a question, since it is stopped now and then. */
export function openBooks(url: string): Books {
  const query = async (text: string, words: unknown[]): Promise<any[]> => {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query(text, words)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    async of(key_id) {
      const text =
        "select request_id, node, outcome, cost_nano, cost_atto from requests where key_id = $1";
      return (await query(text, [key_id])).map(({ cost_nano, cost_atto, ...row }) => ({
        ...row,
        ...(cost_nano !== null && { cost: toText(BigInt(cost_nano), BigInt(cost_atto)) }),
      }));
    },
    async spent(key_id) {
      const text = "select coalesce(sum(nano_usd), 0) as nano from key_spend where key_id = $1";
      return BigInt((await query(text, [key_id]))[0].nano);
    },
  };
}

/** The exact sum of what is known, USD. */
export function sumOf(costs: readonly { cost?: string }[]): string {
  return format(costs.reduce((sum, { cost }) => (cost ? add(sum, parse(cost)) : sum), zero));
}

/** Answers that were got, without their rows; rows twice; and those that cost something else than was told. */
export function differences(heard: readonly Answer[], booked: readonly Booked[]): string[] {
  const rows = new Map<string, Booked[]>();
  for (const row of booked) rows.set(row.request_id, [...(rows.get(row.request_id) ?? []), row]);
  const faults: string[] = [];
  const twice = [...rows.values()].filter((each) => each.length > 1).length;
  if (twice > 0) faults.push(`${twice} requests are booked twice`);
  const got = heard.filter(({ status }) => status === 200);
  const lost = got.filter(({ id }) => !rows.has(id!));
  if (lost.length > 0) faults.push(`${lost.length} of ${got.length} answers have no row`);
  const other = got.filter(({ id, cost }) => {
    const row = rows.get(id!)?.[0];
    return row && (row.cost === undefined || cost === undefined || !isSame(row.cost, cost));
  });
  const [first] = other;
  if (first) {
    const row = rows.get(first.id!)![0]!;
    faults.push(`${other.length} rows cost something else: ${first.cost} told, ${row.cost} booked`);
  }
  return faults;
}

function isSame(a: string, b: string): boolean {
  return format(parse(a)) === format(parse(b));
}
