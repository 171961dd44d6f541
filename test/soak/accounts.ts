import { registry } from "../../generated/index.ts";
import { format, parse } from "../../runtime/decimal.ts";
import { nameOf } from "./answers.ts";
import type { Told } from "./client.ts";
import { same } from "./ledger.ts";
import type { Ledger, Row } from "./ledger.ts";
import { serialOf } from "./text.ts";
import type { Truth, Truths } from "./upstream.ts";
import type { Verdicts } from "./verdicts.ts";

/** Is the ledger what the clients saw, request by request? */
export async function checkAccounts(
  told: readonly Told[],
  ledger: Ledger,
  truths: Truths,
  verdicts: Verdicts,
): Promise<void> {
  verdicts.check("the ledger's file is whole", ledger.integrity === "ok", ledger.integrity);
  verdicts.check(
    "one row a request; of one that left at once at most one, of a stranger none",
    told.flatMap((each) => {
      const rows = ledger.byRequest.get(each.ask.id)?.length ?? 0;
      // Whoever has no key leaves a line in the log, and nothing that would fill the database.
      if (each.status === 401) return rows === 0 ? [] : [`${nameOf(each)}: a stranger has a row`];
      const fine = rows === 1 || (rows === 0 && each.end === "cancelled");
      return fine ? [] : [`${nameOf(each)}: ${each.end} has ${rows} rows`];
    }),
    `${ledger.byRequest.size} requests, ${ledger.rows.filter((row) => row.shadow).length} shadows`,
  );
  const asked = new Set(told.map(({ ask }) => ask.id));
  const strangers = [...ledger.byRequest.keys()].filter((id) => !asked.has(id));
  verdicts.check("no row that nobody asked for", strangers);
  const price = await prices();
  const pairs = told.flatMap((each): [Told, Row][] => {
    const row = ledger.byRequest.get(each.ask.id)?.[0];
    return row ? [[each, row]] : [];
  });
  verdicts.check("each row has the outcome that its client saw", pairs.flatMap(outcomeFault));
  const good = pairs.filter(([each]) => answered(each));
  verdicts.check(
    "cost and tokens of each row are what its client was told, to the last digit",
    good.flatMap(moneyFault),
    `${good.filter(([, { cost }]) => cost !== undefined).length} with a cost`,
  );
  verdicts.check(
    "each cost is tokens times price",
    good.flatMap(([each, row]) => priceFault(each, row, truths, price)),
  );
}

/** Has a client an answer, with what it cost? */
export function answered({ end }: Told): boolean {
  return end === "success" || end === "degraded";
}

function outcomeFault([told, row]: [Told, Row]): string[] {
  const seen = answered(told) ? "success" : told.end;
  const fine = seen === "cancelled" || (row.outcome === seen && row.status === told.status);
  return fine ? [] : [`${nameOf(told)}: ${told.end}, but the row has ${row.outcome} ${row.status}`];
}

function moneyFault([told, row]: [Told, Row]): string[] {
  const { said, read } = told;
  const cost = said["x-dragoman-cost"];
  const faults: string[] = [];
  if (cost === undefined) faults.push("its client was told no cost");
  else if (cost === "unknown" ? row.cost !== undefined : row.cost !== canonical(cost))
    faults.push(`its client was told ${cost}, the row has ${row.cost}`);
  if (read.cost !== undefined && read.cost !== Number(row.cost))
    faults.push(`usage.cost is ${read.cost}, the row has ${row.cost}`);
  // What passes as it came has only what its provider has said.
  const translated = row.provider !== "openai" && told.ask.door.id === "openai-chat";
  if (translated && row.cost !== undefined && read.cost === undefined)
    faults.push("usage.cost is missing");
  const tokens = [said["x-dragoman-input-tokens"], said["x-dragoman-output-tokens"]].join();
  if (tokens !== [row.input ?? undefined, row.output ?? undefined].join())
    faults.push(`its client was told the tokens ${tokens}, the row has ${row.input},${row.output}`);
  return faults.map((fault) => `${nameOf(told)}: ${fault}`);
}

function canonical(text: string): string {
  return format(parse(text));
}

function priceFault(
  told: Told,
  row: Row,
  truths: Truths,
  price: (truth: Truth) => string,
): string[] {
  const serial = serialOf(told.read.text);
  const truth = typeof serial === "number" ? truths.get(serial) : undefined;
  if (!truth) return [];
  if (row.provider !== truth.provider || row.model !== truth.model)
    return [`${nameOf(told)}: answered by ${truth.provider}, the row has ${row.provider}`];
  const right = truth.told
    ? row.cost !== undefined && same(row.cost, price(truth))
    : row.cost === undefined;
  return right
    ? []
    : [`${nameOf(told)}: ${row.cost}, not ${truth.told ? price(truth) : "unknown"}`];
}

/** The price of an answer, reckoned in whole 10^-12 USD from the catalogue's USD a million tokens. */
async function prices(): Promise<(truth: Truth) => string> {
  const cards = new Map<string, { input: bigint; output: bigint }>();
  const micro = (usd: string) => {
    const { units, scale } = parse(usd);
    return units * 10n ** BigInt(6 - scale);
  };
  for (const [id, model] of [
    ["openai", "gpt-4.1-mini"],
    ["anthropic", "claude-haiku-4-5"],
    ["gemini", "gemini-2.5-flash"],
  ] as const) {
    const { price } = (await registry.providers[id]!.catalogue())(model);
    const { input, output } = price!.periods.at(-1)!.rates;
    cards.set(id, { input: micro(input!), output: micro(output!) });
  }
  return ({ provider, input, output }) => {
    const card = cards.get(provider)!;
    const units = BigInt(input) * card.input + BigInt(output) * card.output;
    return format({ units, scale: 12 });
  };
}
