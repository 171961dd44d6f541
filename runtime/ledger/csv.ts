import type { Spend, SpendSums } from "./spend-rows.ts";
import type { SpendBy } from "./spend-query.ts";

const SUMS: readonly (keyof SpendSums)[] = [
  "requests",
  "errors",
  "cancelled",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "reasoning_tokens",
  "cost",
  "unknown_cost_requests",
  "unknown_cost_estimated",
  "cost_overhead",
  "cost_reported",
];

/**
 * A report as CSV (RFC 4180, with a heading, without the total); beside the id of a key its name, by `key_names`,
 * empty when it is not known. Texts that a spreadsheet would take for a formula
 * (`=`, `+`, `-`, `@` first) get an apostrophe in front.
 */
export async function spendCsv(
  { rows }: Spend,
  by: readonly SpendBy[],
  key_names: ReadonlyMap<string, string> = new Map(),
): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  const columns = [
    ...by.flatMap((each) => (each === "key" ? ["key", "key_name"] : [each])),
    ...SUMS,
  ];
  const records = rows.map((row) => {
    const cells: Readonly<Record<string, unknown>> = {
      ...row,
      key_name: key_names.get(row.key ?? ""),
    };
    return columns.map((name) => cells[name] ?? "");
  });
  return stringify([columns, ...records], { escape_formulas: true, record_delimiter: "windows" });
}
