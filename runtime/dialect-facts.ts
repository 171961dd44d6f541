import type * as Hub from "../generated/hub.types.ts";
import type { Json } from "./json.ts";
import type { SealedRules } from "./ops/sealed.ts";

/** How the messages of a stream follow each other in the bytes. */
export type Framing = "sse" | "ndjson" | "json_array";

/** One path that clients call. */
export interface Route {
  method: string;
  /** `/v1/x`, or with a `{model}` inside one segment. */
  path: string;
  /** Whether the answer streams; absent: the request's `stream` says so. */
  stream?: boolean;
  /** What an absent `stream` means. */
  stream_default?: boolean;
  /** The route is meant only when the query says so. */
  when_query?: Readonly<Record<string, string>>;
  /** How the stream is framed for the client; absent: as the dialect does. */
  framing?: Framing;
}

/** Where a credential stands. */
export type Credential =
  | { scheme: "bearer" }
  | { scheme: "header"; name: string; prefix?: string }
  | { scheme: "query"; name: string }
  | { scheme: "none" };

/** How bad it is to lose something: content and constraint are errors by default, hint is a receipt. */
export type Weight = "content" | "constraint" | "hint";

/** What the runtime has to know of a dialect besides its functions. */
export interface DialectFacts {
  id: string;
  name: string;
  issuer: string;
  door: {
    routes: readonly Route[];
    auth: readonly Credential[];
    /** The header that carries the request id to the client. */
    request_id: string;
    models?: { path: string; with_header?: string; list: Json; item: Json };
  };
  /** Can an answer hold several choices? */
  choices: "single" | "many";
  /** How answers tell opaque state that their parts have no place for. */
  sealed?: SealedRules;
  stream: {
    framing: Framing;
    /** Path of the value that names an SSE event. */ name?: string;
    /** Literal after the last event. */ done?: string;
    /** Where the name of the `event:` line is put. */ event_key?: string;
    /** Each message repeats the text so far. */ cumulative?: boolean;
    /** Tags of reasoning at the beginning of the text. */ thinking_tags?: readonly [
      string,
      string,
    ];
  };
  errors: ErrorRules;
  limits: LimitRules;
  /** The kinds of media that are taken as bytes and not by their address; absent: none. */
  media_by_bytes?: readonly ("image" | "audio" | "video" | "file")[];
  /** How bad it is to lose a field of a request that only this dialect has, by its path; absent: a hint. */
  weights?: Readonly<Record<string, Weight>>;
}

/** How errors are read and written; interpreted by `errors.ts`, since errors are rare. */
export interface ErrorRules {
  message: readonly string[];
  type: readonly string[];
  code: readonly string[];
  param?: readonly string[];
  request_id?: readonly string[];
  /** Patterns of an error inside a 200: path to value, `*` for anything. */
  inside: readonly Readonly<Record<string, unknown>>[];
  retry_after?: { path: readonly string[]; as: string };
  read: readonly {
    status?: number | readonly number[];
    type?: string | readonly string[];
    code?: string | readonly string[];
    message?: string;
    is: Hub.ErrorKind;
  }[];
  write: Readonly<Record<Hub.ErrorKind, { status: number; type?: string; code?: string }>>;
  /** Codes of fields that an upstream cannot take. */
  fields?: Readonly<Record<string, string>>;
}

/** The headers in which an upstream tells how much may still be asked for, and when to come again. */
export interface LimitRules {
  requests?: LimitHeaders;
  tokens?: LimitHeaders;
  retry_after?: readonly { header: string; as: string }[];
  request_id?: string;
}

/** The headers of one such allowance. */
export interface LimitHeaders {
  limit?: string;
  remaining?: string;
  reset?: { header: string; as: string };
}
