import type { Observer, RequestRecord } from "./record.ts";

/** Where it is said that an observer fails: a warning with its facts, as a logger takes it. */
export type Warn = (facts: Record<string, unknown>, message: string) => void;

/** A warning about one observer at most so often, milliseconds. */
const QUIET_MS = 60_000;

/**
 * One observer out of several, told in order. One that throws is logged, at most once a minute with the number
 * of its failures since, and neither the others nor the request notice. `now` gives milliseconds.
 */
export function createObservers(
  observers: Readonly<Record<string, Observer | undefined>>,
  warn: Warn,
  now: () => number = Date.now,
): Observer {
  const guarded = Object.entries(observers).flatMap(([name, observer]) =>
    observer ? [guard(name, observer, sparingly(warn, now))] : [],
  );
  if (guarded.length === 1) return guarded[0]!;
  return (record) => {
    for (const observe of guarded) observe(record);
  };
}

/**
 * The same warnings, but at most one a minute; `times` tells how many it stands for. `now` gives milliseconds.
 */
export function sparingly(warn: Warn, now: () => number): Warn {
  let next = -Infinity;
  let times = 0;
  return (facts, message) => {
    times++;
    const at = now();
    if (at < next) return;
    next = at + QUIET_MS;
    const said = times;
    times = 0;
    try {
      warn({ ...facts, times: said }, message);
    } catch {
      // A log that fails has nowhere to say so.
    }
  };
}

/**
 * An observer that is still being loaded, so that the gateway need not wait for it to start: up to `max` records
 * wait for it, more are not seen by it. When loading fails or gives undefined, nobody is told; its caller logs it.
 */
export function late(loading: Promise<Observer | undefined>, max = 1000): Observer {
  let waiting: RequestRecord[] | undefined = [];
  let observer: Observer | undefined;
  const done = (loaded: Observer | undefined): void => {
    const records = waiting ?? [];
    waiting = undefined;
    observer = loaded;
    if (loaded) for (const record of records) quietly(loaded, record);
  };
  loading.then(done, () => done(undefined));
  return (record) => {
    if (!waiting) observer?.(record);
    else if (waiting.length < max) waiting.push(record);
  };
}

function quietly(observer: Observer, record: RequestRecord): void {
  try {
    observer(record);
  } catch {
    // The next record that makes it throw is logged.
  }
}

function guard(name: string, observer: Observer, warn: Warn): Observer {
  return (record: RequestRecord) => {
    try {
      observer(record);
    } catch (error) {
      warn({ observer: name, err: error }, "an observer failed");
    }
  };
}
