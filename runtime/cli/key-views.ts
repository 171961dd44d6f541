import type { VirtualKey } from "../keys/key.ts";
import type { Spent } from "../keys/spent.ts";
import { table } from "./table.ts";

const HEADINGS = [
  "id",
  "name",
  "hint",
  "status",
  "owner",
  "tags",
  "may ask for",
  "budgets (USD)",
  "limits",
  "expires",
];

/** Keys as a table for people; `now` in Unix milliseconds. */
export function keyTable(keys: readonly VirtualKey[], now: number): string {
  if (keys.length === 0) return "There are no keys; `dragoman keys create --name ...` makes one.\n";
  return table(
    HEADINGS,
    keys.map((key) => cells(key, now)),
  );
}

/** One key, a line for each thing that there is to say; `spent` is told where it is known. */
export function keyLines(key: VirtualKey, now: number, spent?: Spent): string {
  const values = cells(key, now);
  const lines: [string, string][] = HEADINGS.map((heading, i) => [heading, values[i]!]);
  lines.push(["made", day(key.created_at)], ["answered by", key.models?.join(", ") ?? "all"]);
  if (spent) lines.push(["spent (USD)", spentOf(key, spent)]);
  const width = Math.max(...lines.map(([heading]) => heading.length));
  return lines.map(([heading, value]) => `${heading.padEnd(width)}  ${value}\n`).join("");
}

function spentOf({ budgets }: VirtualKey, spent: Spent): string {
  const told = (["day", "month", "total"] as const).map((period) => {
    const budget = budgets[period];
    return `${period} ${spent[period]}${budget === undefined ? "" : ` of ${budget}`}`;
  });
  return told.join(", ");
}

function cells(key: VirtualKey, now: number): string[] {
  return [
    key.id,
    key.name,
    key.hint,
    statusOf(key, now),
    key.owner ?? "-",
    key.tags.join(", ") || "-",
    key.routes?.join(", ") ?? "all",
    pairs(key.budgets),
    pairs(key.limits),
    key.expires_at === undefined ? "-" : day(key.expires_at),
  ];
}

function statusOf({ disabled, expires_at }: VirtualKey, now: number): string {
  if (disabled) return "disabled";
  return expires_at !== undefined && expires_at <= now ? "expired" : "active";
}

function pairs(values: object): string {
  return (
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ") || "-"
  );
}

function day(at: number): string {
  return new Date(at).toISOString().replace(/:\d\d\.\d{3}Z$/, "Z");
}
