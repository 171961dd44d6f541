const DAY_MS = 86_400_000;

/** A period of a budget: its name, which sorts as time does, and how long it goes on. */
export interface Period {
  /** `2026-11-22` or `2026-11`. */
  name: string;
  /** Milliseconds until the first instant of the next one, above 0. */
  left_ms: number;
}

/** The day of an instant, UTC; unix milliseconds. */
export function dayOf(now: number): Period {
  const left_ms = (Math.floor(now / DAY_MS) + 1) * DAY_MS - now;
  return { name: new Date(now).toISOString().slice(0, 10), left_ms };
}

/** The month of an instant, UTC; unix milliseconds. */
export function monthOf(now: number): Period {
  const date = new Date(now);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return { name: date.toISOString().slice(0, 7), left_ms: next - now };
}
