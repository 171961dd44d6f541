import { format, multiply, parse } from "./decimal.ts";

/** Decimal strings by meter: USD per million tokens, or per thousand calls for the call meters. */
export type Rates = Readonly<Record<string, string>>;

/** What a model costs. `free` is a price of nought that somebody stated; no card at all is an unknown price. */
export interface PriceCard {
  readonly free?: true;
  /** What one billed web search is: a call, a unique query, or a prompt however many it ran. */
  readonly search_unit?: "call" | "query" | "prompt";
  readonly periods: readonly Period[];
}

/** Rates in force from `from` (inclusive) until `until` (exclusive), ISO 8601 instants or UTC dates. */
export interface Period {
  readonly from?: string;
  readonly until?: string;
  readonly rates: Rates;
  readonly rules?: readonly Rule[];
}

/** What changes when all of `when` holds: `rates` replace, `multiply` scales what is then in force. */
export interface Rule {
  readonly name: string;
  readonly when: When;
  readonly rates?: Rates;
  /** One factor for every token meter, or factors by meter, which sub-meters follow unless they have their own. */
  readonly multiply?: string | Rates;
}

/** Conditions, all of which must hold; a list holds when it has the value of the request. */
export interface When {
  /** The whole prompt, cache reads and writes and media included. */
  readonly input_tokens?: { readonly gt?: number; readonly gte?: number };
  readonly service_tier?: readonly string[];
  readonly speed?: readonly string[];
  readonly region?: readonly string[];
  readonly batch?: boolean;
  readonly time?: readonly Window[];
  readonly params?: Readonly<Record<string, string | number | boolean>>;
}

/** A daily window `[from, to)`; past midnight when `to` is not after `from`. The weekday is that of its start. */
export interface Window {
  readonly from: string;
  readonly to: string;
  readonly weekdays?: readonly string[];
  readonly tz?: string;
}

/** How a request was served. Say the tier that was *served* where the answer tells it, not the one asked for. */
export interface PriceContext {
  /** When the request started. */
  readonly at: Date | string;
  readonly service_tier?: string | null;
  readonly speed?: string | null;
  readonly region?: string | null;
  readonly batch?: boolean;
  readonly params?: Readonly<Record<string, unknown>>;
}

const CALLS: ReadonlySet<string> = new Set(["web_searches", "web_fetches"]);
const NEXT: Readonly<Record<string, string>> = {
  cache_read: "input",
  cache_write: "input",
  input_cached_audio: "input_audio",
  input_audio: "input",
  input_image: "input",
  input_video: "input",
  reasoning: "output",
  output_audio: "output",
  output_image: "output",
};

/** Whether a meter counts calls (priced per thousand) and not tokens (priced per million). */
export function countsCalls(meter: string): boolean {
  return CALLS.has(meter);
}

/**
 * A meter and what prices it when it has no rate of its own, nearest first: a cache write of any lifetime
 * falls to `cache_write`, that and a cache read to `input`, reasoning to `output`, media to its text.
 */
export function chain(meter: string): readonly string[] {
  const links = [meter];
  for (let next = parent(meter); next !== undefined; next = parent(next)) links.push(next);
  // Cached audio without any audio price is cached text, and not fresh text.
  if (meter === "input_cached_audio") links.splice(2, 0, "cache_read");
  return links;
}

function parent(meter: string): string | undefined {
  return NEXT[meter] ?? (meter.startsWith("cache_write_") ? "cache_write" : undefined);
}

/** The rate of a meter, its own or the nearest in its chain; undefined when nothing prices it. */
export function rateOf(rates: Rates, meter: string): string | undefined {
  const own = rates[meter];
  if (own !== undefined) return own;
  for (const link of chain(meter)) if (rates[link] !== undefined) return rates[link];
  return undefined;
}

/**
 * The rates in force for a request, and the names of the rules that made them. Replacing rates are laid in
 * file order, the later over the earlier; then every matching factor is applied. Undefined when no period
 * covers the time.
 */
export function ratesFor(
  card: PriceCard,
  prompt: number,
  context: PriceContext,
): { rates: Rates; rules: string[] } | undefined {
  const at = new Date(context.at);
  const period = card.periods.find((it) => covers(it, at));
  if (!period) return undefined;
  if (!period.rules) return { rates: period.rates, rules: [] };
  const rules = period.rules.filter((rule) => holds(rule.when, prompt, context, at));
  const rates: Record<string, string> = { ...period.rates };
  for (const rule of rules) Object.assign(rates, rule.rates);
  for (const rule of rules) if (rule.multiply !== undefined) scale(rates, rule.multiply);
  return { rates, rules: rules.map((rule) => rule.name) };
}

function covers(period: Period, at: Date): boolean {
  const from = period.from === undefined ? -Infinity : Date.parse(period.from);
  const until = period.until === undefined ? Infinity : Date.parse(period.until);
  return at.getTime() >= from && at.getTime() < until;
}

function holds(when: When, prompt: number, context: PriceContext, at: Date): boolean {
  const { gt, gte } = when.input_tokens ?? {};
  if (gt !== undefined && !(prompt > gt)) return false;
  if (gte !== undefined && !(prompt >= gte)) return false;
  if (when.batch !== undefined && when.batch !== (context.batch ?? false)) return false;
  for (const key of ["service_tier", "speed", "region"] as const) {
    if (when[key] && !when[key].includes(context[key] ?? "")) return false;
  }
  for (const [name, value] of Object.entries(when.params ?? {})) {
    if (context.params?.[name] !== value) return false;
  }
  return !when.time || when.time.some((window) => inside(window, at));
}

/** Scales rates in place. A factor reaches sub-meters that have a rate but no factor of their own. */
function scale(rates: Record<string, string>, by: string | Rates): void {
  for (const [meter, rate] of Object.entries(rates)) {
    const factor =
      typeof by === "string" ? (countsCalls(meter) ? undefined : by) : rateOf(by, meter);
    if (factor !== undefined) rates[meter] = format(multiply(parse(rate), parse(factor)));
  }
}

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const clocks = new Map<string, Intl.DateTimeFormat>();

function inside(window: Window, at: Date): boolean {
  const { day, minute } = localTime(at, window.tz ?? "UTC");
  const [from, to] = [minutes(window.from), minutes(window.to)];
  const wraps = to <= from;
  if (wraps ? minute < from && minute >= to : minute < from || minute >= to) return false;
  const started = wraps && minute < to ? (day + 6) % 7 : day;
  return !window.weekdays || window.weekdays.includes(DAYS[started]!);
}

function minutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function localTime(at: Date, tz: string): { day: number; minute: number } {
  if (tz === "UTC") {
    return { day: at.getUTCDay(), minute: at.getUTCHours() * 60 + at.getUTCMinutes() };
  }
  let clock = clocks.get(tz);
  if (!clock) {
    const options = { timeZone: tz, weekday: "short", hour: "2-digit", minute: "2-digit" } as const;
    clocks.set(tz, (clock = new Intl.DateTimeFormat("en-US", { ...options, hourCycle: "h23" })));
  }
  const part: Record<string, string> = {};
  for (const { type, value } of clock.formatToParts(at)) part[type] = value;
  const day = DAYS.indexOf((part.weekday ?? "").toLowerCase());
  return { day, minute: Number(part.hour) * 60 + Number(part.minute) };
}
