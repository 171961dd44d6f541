/** Where a request goes and what it says. */
export interface Shot {
  port: number;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What the load is told to do; it does one job after the other. */
export type Job =
  /** One exchange, told in full. */
  | { do: "once"; shot: Shot }
  /** As many exchanges as the server takes, on some connections, until the time or the number is up. */
  | { do: "closed"; shot: Shot; connections: number; ms: number; most: number }
  /** So many exchanges a second, whatever the server does, on as many connections as that takes. */
  | { do: "steady"; shot: Shot; rate: number; ms: number }
  /** A number of streams that begin evenly over a time, each on its own connection. */
  | { do: "streams"; shot: Shot; count: number; over_ms: number; within_ms: number }
  /** Opens streams and leaves them open; done when the text of each has begun. */
  | { do: "hold"; shot: Shot; count: number; within_ms: number }
  /** Closes what is held. */
  | { do: "release" };

/** How a job went. */
export interface Outcome {
  /** Exchanges that were answered with 200 to the end (or, held, whose text has begun). */
  good: number;
  bad: number;
  /** From the first request to the last answer, in milliseconds. */
  ms: number;
  /** Bytes of bodies. */
  bytes: number;
  /** Milliseconds until the text begins, and until the last byte. */
  first: Spread;
  total: Spread;
  /** Of `once`. */
  status?: number;
  headers?: string;
  body?: string;
}

/** The middle and the slow end of many durations. */
export interface Spread {
  p50: number;
  p99: number;
}
