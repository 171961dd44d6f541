/** What is under way at once: places, each given back when it is settled or, at the latest, when its lease ends. */
export interface Gauge {
  readonly leases: Map<number, { amount: number; until: number }>;
  used: number;
  /** No lease ends before this, milliseconds. */
  next: number;
}

/** A gauge with all places free. */
export function createGauge(): Gauge {
  return { leases: new Map(), used: 0, next: Infinity };
}

/** The places that are taken; those whose leases have ended are free again. */
export function placesTaken(gauge: Gauge, now: number): number {
  if (now < gauge.next) return gauge.used;
  gauge.next = Infinity;
  for (const [name, lease] of gauge.leases) {
    if (lease.until <= now) free(gauge, name);
    else if (lease.until < gauge.next) gauge.next = lease.until;
  }
  return gauge.used;
}

/** Takes places under a name, until an instant in milliseconds. */
export function take(gauge: Gauge, name: number, amount: number, until: number): void {
  gauge.leases.set(name, { amount, until });
  gauge.used += amount;
  if (until < gauge.next) gauge.next = until;
}

/** Gives back what was taken under a name, once. */
export function free(gauge: Gauge, name: number): void {
  const lease = gauge.leases.get(name);
  if (!lease) return;
  gauge.leases.delete(name);
  gauge.used -= lease.amount;
}
