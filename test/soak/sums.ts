import { nanoUsdLimit } from "../../runtime/limits/money.ts";
import { answered } from "./accounts.ts";
import type { Told } from "./client.ts";
import type { Gateway } from "./gateway.ts";
import type { LoadKey } from "./keys.ts";
import { same, sumOf } from "./ledger.ts";
import type { Ledger, Row } from "./ledger.ts";
import { format } from "../../runtime/decimal.ts";
import type { Verdicts } from "./verdicts.ts";

/** Are the sums of the admin API those of the clients and of the rows, in all and for each key? */
export async function checkSpend(
  gateway: Gateway,
  told: readonly Told[],
  ledger: Ledger,
  keys: ReadonlyMap<string, LoadKey>,
  verdicts: Verdicts,
): Promise<void> {
  const { total, rows } = await gateway.admin("GET", "spend?by=key");
  const byKey = new Map<string | null, any>(rows.map((row: any) => [row.key, row]));
  verdicts.check(
    "the spend report counts every row",
    total.requests === ledger.rows.length,
    `${total.requests} in the report, ${ledger.rows.length} rows`,
  );
  const costs = sumOf(ledger.rows.map(({ cost }) => cost));
  verdicts.check("its total is the exact sum of the rows", same(total.cost, costs), total.cost);
  // An answer that was complete when its client left was told to nobody, and is paid for.
  const left = new Set(told.filter((each) => !answered(each)).map(({ ask }) => ask.id));
  const unheard = ledger.rows.filter(({ request_id }) => left.has(request_id));
  const heard = told.filter(answered).map(({ said }) => costOf(said));
  const both = sumOf([...heard, ...unheard.map(({ cost }) => cost)]);
  verdicts.check(
    "its total is what clients were told, and the answers that nobody stayed for",
    same(total.cost, both),
    `${format(both)}, of which clients heard ${format(sumOf(heard))}`,
  );
  const faults = [...keys].flatMap(([name, { id }]) => {
    const own = ledger.rows.filter(({ key_id }) => key_id === id);
    const said = byKey.get(name) ?? byKey.get(id);
    if (!said) return own.length === 0 ? [] : [`${name} is not in the report`];
    const cost = sumOf(own.map((row) => row.cost));
    const fine = said.requests === own.length && same(said.cost, cost);
    return fine
      ? []
      : [`${name}: ${said.requests} for ${said.cost}, not ${own.length} for ${format(cost)}`];
  });
  verdicts.check("the report of each key is the sum of its rows", faults);
}

function costOf(said: Told["said"]): string | undefined {
  const cost = said["x-dragoman-cost"];
  return cost === "unknown" ? undefined : cost;
}

/** Was no budget passed? And was at least one of them met, so that this says something? */
export function checkBudgets(
  told: readonly Told[],
  ledger: Ledger,
  keys: ReadonlyMap<string, LoadKey>,
  verdicts: Verdicts,
): void {
  const faults: string[] = [];
  const notes: string[] = [];
  for (const [name, { id, budget }] of keys) {
    if (budget === undefined) continue;
    const spent = ledger.spent.get(id) ?? 0n;
    notes.push(`${name} spent ${Number(spent) / 1e9} of ${budget} USD`);
    if (spent > BigInt(nanoUsdLimit(budget))) faults.push(notes.at(-1)!);
    const own = ledger.rows.filter((row) => row.key_id === id);
    const rows = sumOf(own.flatMap(({ cost, overhead }: Row) => [cost, overhead]));
    // Of what was cut off the estimate counts as well, so that the sum of what is known is never above.
    if (!(Number(format(rows)) <= Number(spent) / 1e9 + 1e-12))
      faults.push(`${name}: its rows cost ${format(rows)}, more than its budget counts`);
  }
  verdicts.check("no key's budget was passed", faults, notes.join(", "));
  const refused = told.filter(({ read }) => /budget/.test(read.error?.message ?? "")).length;
  verdicts.check("budgets refused requests", refused > 0, `${refused} times`);
}

/** Do log and metrics count what the ledger has? */
export function checkCounts(gateway: Gateway, ledger: Ledger, verdicts: Verdicts): void {
  const rows = new Map<string, number>();
  for (const { request_id } of ledger.rows) rows.set(request_id, (rows.get(request_id) ?? 0) + 1);
  const ids = new Set([...rows.keys(), ...gateway.lines.keys()]);
  const faults = [...ids].flatMap((id) => {
    const [lines = 0, count = 0] = [gateway.lines.get(id), rows.get(id)];
    return lines === count ? [] : [`${id}: ${lines} lines, ${count} rows`];
  });
  verdicts.check("the log has a line for each row", faults, `${ledger.rows.length}`);
  verdicts.check("the gateway logged no error of its own", gateway.errors);
}

/** Do the counters of `/metrics` agree with the rows that are there now? */
export async function checkMetrics(
  gateway: Gateway,
  ledger: Ledger,
  verdicts: Verdicts,
): Promise<void> {
  const metrics = await gateway.metrics();
  // A shadow is a call, but nobody's request.
  const asked = ledger.rows.filter(({ shadow }) => !shadow);
  const of = (outcome: string) => asked.filter((row) => row.outcome === outcome).length;
  const faults = ["success", "error", "cancelled"].flatMap((outcome) => {
    const all = metrics.sum("dragoman_requests_total", `outcome="${outcome}"`);
    const strangers = metrics.sum("dragoman_requests_total", `outcome="${outcome}",error="auth"`);
    const counted = all - strangers;
    return counted === of(outcome) ? [] : [`${outcome}: ${counted} counted, ${of(outcome)} rows`];
  });
  verdicts.check("the counters of requests are the rows", faults, `${asked.length}`);
  const money = sumOf(ledger.rows.flatMap(({ cost, overhead }) => [cost, overhead]));
  const counted = metrics.sum("dragoman_cost_usd_total");
  const off = Math.abs(counted - Number(format(money)));
  verdicts.check("so is the counter of costs", off < 1e-6, `${counted}, ${format(money)}`);
  const lost = metrics.sum("dragoman_ledger_lost_rows_total");
  const failures = metrics.sum("dragoman_ledger_write_failures_total");
  verdicts.check("the ledger lost no row", lost + failures === 0, `${lost}, ${failures} failures`);
}
