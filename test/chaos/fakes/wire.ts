/** What a fake is asked, whichever the wire. */
export interface Asked {
  model: string;
  stream: boolean;
  /** Does the request end in words of the assistant that are to be continued? */
  prefill: boolean;
}

/** What a fake may complain of. */
export type Trouble =
  | "rate_limit"
  | "server"
  | "overloaded"
  | "context"
  | "content"
  | "prefill"
  | "auth"
  | "billing"
  | "missing";

/** A refusal as it goes over the wire. */
export interface Refusal {
  status: number;
  body: unknown;
}

/** The figures of an answer. */
export interface Figures {
  input: number;
  output: number;
}

/** How an answer may be degraded. */
export type Degraded = "empty" | "error" | "twice" | "refused";

/** A wire format, written by hand: bytes that a provider of that kind sends. */
export interface Wire {
  dialect: string;
  /** What stands before the paths in a base URL. */
  prefix: string;
  asked(path: string, body: any): Asked | undefined;
  /** Before the first token. */
  opening(model: string): string;
  token(model: string, text: string): string;
  /** The finish and the usage. */
  closing(model: string, figures: Figures): string;
  /** What only says that the stream is over; "" where nothing does. */
  sentinel: string;
  /** An event that is no JSON. */
  broken: string;
  /** A sign of life that is no token. */
  ping: string;
  whole(model: string, text: string, figures: Figures): unknown;
  refusal(trouble: Trouble): Refusal;
  /** A trouble inside a stream. */
  errorEvent(trouble: Trouble): string;
  /** An answer that is none, as events and as a whole. */
  degraded(model: string, how: Degraded): { stream: string; whole: unknown };
  /** The headers that say that nothing remains until a time; undefined where the API has none. */
  exhausted(reset_ms: number): Record<string, string> | undefined;
  /** The body of a 429 that says how long to wait; undefined where the API says it in headers only. */
  waitInBody(ms: number): unknown;
}

/** An event of a stream of server-sent events. */
export function event(data: unknown, name?: string): string {
  return `${name === undefined ? "" : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}
