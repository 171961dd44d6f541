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
  const report = await withDatabase(context, "existing", ({ database, keys }) =>
    reportSpend(database, keys, parameters, now),
  );
  context.out(spendText(report, by, words.is("json")));
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

/** A report by some dimensions as the text to print: CSV and JSON as they are, else a table for people. */
export function spendText(report: SpendReport, by: readonly SpendBy[], json: boolean): string {
  if ("csv" in report) return report.csv;
  if (json) return `${JSON.stringify(report.json, null, 2)}\n`;
  const { rows, total, more, key_names } = report.json;
  const name = (dimension: SpendBy, value: string | null | undefined): string =>
    value == null ? "-" : dimension === "key" ? (key_names[value] ?? value) : value;
  const overhead = [...rows, total].some(({ cost_overhead }) => Number(cost_overhead) > 0);
  const sums = sumsOf(overhead);
  const lines = rows.map((row) => [...by.map((each) => name(each, row[each])), ...sums(row)]);
  const blank = by.slice(1).map(() => "");
  if (by.length > 0) lines.push(["total", ...blank, ...sums(total)]);
  const money = ["USD", ...(overhead ? ["USD overhead"] : []), "USD not known"];
  const headings = [...by, "requests", "errors", "input", "output", ...money];
  const left = more > 0 ? `${more} more rows are left out; --limit shows more.\n` : "";
  return table(headings, lines) + left;
}

/** `overhead` is what calls cost whose answers nobody got: shadows, lost hedges, answers that broke off. */
function sumsOf(overhead: boolean): (row: SpendSums) => (string | number)[] {
  return (row) => {
    const { requests, errors, input_tokens, output_tokens, unknown_cost_requests } = row;
    const unknown =
      unknown_cost_requests === 0
        ? "-"
        : `${unknown_cost_requests} request${unknown_cost_requests === 1 ? "" : "s"}`;
    const costs = overhead ? [row.cost, row.cost_overhead] : [row.cost];
    return [requests, errors, input_tokens, output_tokens, ...costs, unknown];
  };
}
