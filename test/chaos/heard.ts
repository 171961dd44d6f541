/** What a client made of one request. */
export interface Heard {
  /** `hang`: nothing had ended when the client lost its patience. */
  outcome: "success" | "error" | "hang";
  text: string;
  /** The model that the answer names. */
  model?: string;
  usage?: { input: number; output: number };
  /** The word that ended the answer, in the client's dialect. */
  finish?: string;
  status?: number;
  /** The error's code or type, and its message. */
  code?: string;
  message?: string;
  ms: number;
  headers: Record<string, string>;
  /** Data of the stream that were no JSON: nothing broken may reach a client. */
  broken: number;
}

/** How a client asks. */
export interface Ask {
  url: string;
  model: string;
  stream: boolean;
  /** The client's patience, milliseconds. */
  patience_ms: number;
  /** Leaves the request. */
  signal?: AbortSignal;
  /** Told when any byte of a body comes. */
  onByte?: () => void;
  /** Told at the first token. */
  onToken?: () => void;
}

/** A client of one door. */
export type Client = (ask: Ask) => Promise<Heard>;
