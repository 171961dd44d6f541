import { reportSpend } from "../admin/spend.ts";
import type { SpendReport } from "../admin/spend.ts";
import { readSpendQuery } from "../ledger/spend-query.ts";
import type { SpendBy } from "../ledger/spend-query.ts";
import type { SpendSums } from "../ledger/spend-rows.ts";
import { UsageError, withDatabase } from "./context.ts";
import type { CliContext } from "./context.ts";
import { table } from "./table.ts";
import { USAGE } from "./usage.ts";
import { readWords } from "./words.ts";
import type { OptionTypes, Words } from "./words.ts";

const SINGLE = ["from", "to", "limit"];
const REPEATED = ["by", "key", "owner", "route", "model", "provider", "tag", "outcome"];

const OPTIONS: OptionTypes = {
  ...Object.fromEntries(SINGLE.map((name) => [name, { type: "string" as const }])),
  ...Object.fromEntries(
    REPEATED.map((name) => [name, { type: "string" as const, multiple: true }]),
  ),
  csv: { type: "boolean" },
  json: { type: "boolean" },
};

/** `dragoman spend ...`: gives the exit code. */
export async function runSpend(args: readonly string[], context: CliContext): Promise<number> {
  const words = readWords(args, OPTIONS);
  if (words.is("help")) {
    context.out(USAGE);
    return 0;
  }
  const [extra] = words.rest;
  if (extra !== undefined)
    throw new UsageError(`\`spend\` does not know what \`${extra.slice(0, 50)}\` is`);
  if (words.is("csv") && words.is("json"))
    throw new UsageError("`--csv` and `--json` cannot both be");
  const parameters = parametersOf(words);
  const now = context.now();
  const { by } = readSpendQuery(parameters, now);
  const report = await withDatabase(context, ({ database, keys }) =>
    reportSpend(database, keys, parameters, now),
  );
  context.out(textOf(report, by, words.is("json")));
  return 0;
}

function parametersOf(words: Words): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of SINGLE) {
    const value = words.text(name);
    if (value !== undefined) parameters.set(name, value);
  }
  for (const name of REPEATED)
    for (const value of words.list(name) ?? []) parameters.append(name, value);
  if (!parameters.has("by")) parameters.set("by", "key");
  if (words.is("csv")) parameters.set("format", "csv");
  return parameters;
}

function textOf(report: SpendReport, by: readonly SpendBy[], json: boolean): string {
  if ("csv" in report) return report.csv;
  if (json) return `${JSON.stringify(report.json, null, 2)}\n`;
  const { rows, total, more, key_names } = report.json;
  const name = (dimension: SpendBy, value: string | null | undefined): string =>
    value == null ? "-" : dimension === "key" ? (key_names[value] ?? value) : value;
  const lines = rows.map((row) => [...by.map((each) => name(each, row[each])), ...sums(row)]);
  const blank = by.slice(1).map(() => "");
  if (by.length > 0) lines.push(["total", ...blank, ...sums(total)]);
  const headings = [...by, "requests", "errors", "input", "output", "USD", "USD not known"];
  const left = more > 0 ? `${more} more rows are left out; --limit shows more.\n` : "";
  return table(headings, lines) + left;
}

function sums(row: SpendSums): (string | number)[] {
  const { requests, errors, input_tokens, output_tokens, cost, unknown_cost_requests } = row;
  const unknown = unknown_cost_requests === 0 ? "-" : `${unknown_cost_requests} requests`;
  return [requests, errors, input_tokens, output_tokens, cost, unknown];
}
