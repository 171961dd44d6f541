import type * as Hub from "../../generated/hub.types.ts";
import type { BreakerConfig } from "../route-config.ts";
import { Breaker } from "./breaker.ts";
import type { Permission } from "./breaker.ts";
import { consequenceOf } from "./consequences.ts";
import type { Consequence } from "./consequences.ts";
import { MovingAverage, RecentValues } from "./estimates.ts";
import type { HealthSnapshot, Luck, Resting, TargetCounts } from "./health-types.ts";
import { remainingOf, shareLeft, spentUntil } from "./remaining.ts";
import type { RemainingLimits } from "./remaining.ts";

/** How fast what was measured fades, milliseconds. */
const TAU_MS = 10_000;
/** A told wait is taken for law for so long at most; after that one may ask again whom nobody can replace. */
const LONGEST_TOLD_MS = 60_000;

/** All that is known of how one target (`provider/model@origin`) does, whatever route asks it. */
export class TargetHealth {
  readonly id: string;
  readonly counts: TargetCounts = { calls: 0, successes: 0, failures: 0, kinds: {} };
  readonly firstToken = new MovingAverage(TAU_MS, true);
  readonly speed = new MovingAverage(TAU_MS);
  readonly recent = new RecentValues();
  readonly #luck: Luck;
  #breaker: Breaker | undefined;
  #rest: { until: number; since: number; reason: string } | undefined;
  #told: Resting["told"];
  #row = 0;
  #rowAt = Number.NEGATIVE_INFINITY;
  #lastKind: Hub.ErrorKind | undefined;
  inFlight = 0;
  limits: RemainingLimits = {};

  constructor(id: string, breaker: BreakerConfig | undefined, luck: Luck) {
    this.id = id;
    this.#luck = luck;
    this.configure(breaker);
  }

  /** The breaker's numbers, from a config that was read again; undefined: without a breaker. */
  configure(breaker: BreakerConfig | undefined): void {
    if (!breaker) this.#breaker = undefined;
    else if (this.#breaker) this.#breaker.configure(breaker);
    else this.#breaker = new Breaker(breaker);
  }

  /** May it be called? `probe` takes the breaker's one place, so ask just before the call. A rest is not asked for. */
  allow(): Permission {
    return this.#breaker?.allow(this.#luck.now()) ?? "yes";
  }

  /** Why it should not be asked now; undefined when it may be. Takes nothing. */
  resting(): Resting | undefined {
    const now = this.#luck.now();
    const breaker = this.#breaker;
    const rest = this.#rest && this.#rest.until > now ? this.#rest : undefined;
    const told = rest && this.#told && this.#told.until > now ? { told: this.#told } : {};
    if (breaker?.peek(now) !== "no")
      return rest && { until: rest.until, reason: rest.reason, ...told };
    const reason = now < breaker.openUntil ? "its breaker is open" : "it is being probed";
    const until = Math.max(breaker.openUntil, now, rest?.until ?? 0);
    return { until, reason, ...told };
  }

  /** The call goes out; returns when, which `succeed` and `fail` want back. */
  begin(): number {
    this.inFlight++;
    this.counts.calls++;
    return this.#luck.now();
  }

  /** The first token came so many milliseconds after the call went out. */
  noteFirstToken(milliseconds: number): void {
    this.firstToken.add(milliseconds, this.#luck.now());
    this.recent.add(milliseconds);
  }

  /** So many tokens came in so many milliseconds after the first; what is too short to measure is left out. */
  noteSpeed(tokens: number, milliseconds: number): void {
    if (tokens >= 8 && milliseconds >= 20)
      this.speed.add((tokens * 1000) / milliseconds, this.#luck.now());
  }

  /** The upstream's rate limits under their common names; where nothing is left, the target rests until the reset. */
  noteLimits(headers: Readonly<Record<string, string>>): void {
    const now = this.#luck.now();
    const limits = remainingOf(headers, now);
    if (!limits) return;
    this.limits = limits;
    const until = spentUntil(limits);
    if (until !== undefined) this.rest(until, "nothing is left of its rate limit");
  }

  /** The call that began at `started` ended well. */
  succeed(started: number): void {
    const now = this.#luck.now();
    this.#end();
    this.counts.successes++;
    if (this.#rowAt < started) this.#lastKind = undefined;
    if (this.#rest && this.#rest.since < started) this.#rest = this.#told = undefined;
    this.#breaker?.succeed(now, started);
  }

  /** The call failed; returns what follows, so that what is `loud` can be said aloud. */
  fail(started: number, error: Pick<Hub.Error, "kind" | "retry_after_ms">): Consequence {
    const { kind, retry_after_ms } = error;
    const now = this.#luck.now();
    this.#end();
    this.counts.kinds[kind] = (this.counts.kinds[kind] ?? 0) + 1;
    this.#countRow(kind, started, now);
    const consequence = consequenceOf(kind, retry_after_ms, this.#row, this.#luck.random);
    if (consequence.rest_ms !== undefined) {
      this.rest(now + consequence.rest_ms, reasonOf(kind));
      if (retry_after_ms)
        this.#told = { until: now + Math.min(retry_after_ms, LONGEST_TOLD_MS), kind };
    }
    if (consequence.breaker === "success") this.#breaker?.succeed(now, started);
    else if (consequence.breaker === "failure") {
      this.counts.failures++;
      this.#breaker?.fail(now, started);
    } else this.#breaker?.release(started);
    return consequence;
  }

  /** The call that began at `started` told nothing: the client left, or another target was faster. */
  cancel(started: number): void {
    this.#end();
    this.#breaker?.release(started);
  }

  /** Leaves the target alone until then, Unix milliseconds; never shortens. */
  rest(until: number, reason: string): void {
    const now = this.#luck.now();
    if (until <= now) return;
    if (this.#rest && this.#rest.until >= until) this.#rest.since = now;
    else this.#rest = { until, since: now, reason };
  }

  /** Another process has opened its breaker. */
  forceOpen(until: number): void {
    this.#breaker?.forceOpen(until, this.#luck.now());
  }

  /** Until when the breaker was opened last; undefined while it is closed. */
  get openUntil(): number | undefined {
    const breaker = this.#breaker;
    return !breaker || breaker.state(this.#luck.now()) === "closed" ? undefined : breaker.openUntil;
  }

  /** What is left of the rate limit, 0 to 1; undefined when it is not told. */
  shareLeft(): number | undefined {
    return shareLeft(this.limits, this.#luck.now());
  }

  snapshot(): HealthSnapshot {
    const now = this.#luck.now();
    const rest = this.#rest && this.#rest.until > now ? this.#rest : undefined;
    const { openUntil } = this;
    const told: Partial<HealthSnapshot> = {
      open_until: openUntil,
      rest_until: rest?.until,
      rest_reason: rest?.reason,
      first_token_ms: round(this.firstToken.value(now)),
      first_token_p95_ms: round(this.recent.p95()),
      tokens_per_second: round(this.speed.value(now)),
    };
    return {
      id: this.id,
      breaker: this.#breaker?.state(now) ?? "off",
      openings: this.#breaker?.openings ?? 0,
      in_flight: this.inFlight,
      ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
      limits: { ...this.limits },
      counts: { ...this.counts, kinds: { ...this.counts.kinds } },
    };
  }

  /** Calls that were under way together fail together: that is once, not many times in a row. */
  #countRow(kind: Hub.ErrorKind, started: number, now: number): void {
    if (kind === this.#lastKind && started <= this.#rowAt) return;
    this.#row = kind === this.#lastKind ? this.#row + 1 : 0;
    this.#rowAt = now;
    this.#lastKind = kind;
  }

  #end(): void {
    if (this.inFlight > 0) this.inFlight--;
  }
}

function reasonOf(kind: Hub.ErrorKind): string {
  if (kind === "rate_limit") return "it said that its rate limit is reached";
  if (kind === "billing") return "its quota or credit is used up";
  if (kind === "auth") return "it does not take the gateway's key";
  return "it asked to be left alone";
}

function round(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10) / 10;
}
