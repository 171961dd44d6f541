import { GatewayError, gatewayError } from "../errors.ts";
import type { KeyStore } from "../keys/store.ts";
import { within } from "../keys/opened.ts";
import type { Database } from "../ledger/database.ts";
import { readSpendQuery } from "../ledger/spend-query.ts";
import type { Spend } from "../ledger/spend-rows.ts";

/** A report, as a value for JSON or as the text of a CSV file. */
export type SpendReport = { json: Spend & { key_names: Record<string, string> } } | { csv: string };

/**
 * The report of `GET /admin/spend`, by the parameters of `readSpendQuery` and `format=json|csv`. A key is asked for
 * by its id or its name; `key_names` tells the names of ids. Rejects with a `GatewayError` for wrong parameters.
 */
export async function reportSpend(
  database: Database | Promise<Database>,
  keys: Pick<KeyStore, "list">,
  parameters: URLSearchParams,
  now: number,
): Promise<SpendReport> {
  const format = parameters.get("format") ?? "json";
  if (format !== "json" && format !== "csv") {
    const message = "spend: `format` must be json or csv";
    throw gatewayError("bad_request", message, { param: "format" });
  }
  const query = readSpendQuery(parameters, now);
  const known = await keys.list({ deleted: true });
  const asked = query.filters.key?.flatMap((each) => {
    const ids = known.filter(({ id, name }) => id === each || name === each).map(({ id }) => id);
    // The ledger keeps ids that nobody knows any more.
    return ids.length > 0 || each.startsWith("key_") ? [...ids, each] : [notFound(each)];
  });
  const [{ spend }, { spendCsv }] = await Promise.all([
    import("../ledger/spend.ts"),
    import("../ledger/csv.ts"),
  ]);
  const filters = asked ? { ...query.filters, key: asked } : query.filters;
  const report = await spend(await within(database), { ...query, filters });
  const names = known.map(({ id, name }): [string, string] => [id, name]);
  if (format === "csv") return { csv: await spendCsv(report, query.by, new Map(names)) };
  const shown = new Set(report.rows.map((row) => row.key));
  return {
    json: { ...report, key_names: Object.fromEntries(names.filter(([id]) => shown.has(id))) },
  };
}

function notFound(name: string): never {
  const message = `There is no key \`${name.slice(0, 100)}\`.`;
  throw new GatewayError({ kind: "bad_request", message, param: "key" });
}
