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
 * A report as CSV (RFC 4180, with a heading, without the total). Texts that a spreadsheet would take for a formula
 * (`=`, `+`, `-`, `@` first) get an apostrophe in front.
 */
export async function spendCsv({ rows }: Spend, by: readonly SpendBy[]): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  const columns = [...by, ...SUMS];
  const records = rows.map((row) => columns.map((name) => row[name] ?? ""));
  return stringify([columns, ...records], { escape_formulas: true, record_delimiter: "windows" });
}
