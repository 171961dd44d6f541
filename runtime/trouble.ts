/** Why a call brought no answer, or not all of one. */
export type Trouble = "connect" | "reset" | "first_token" | "idle" | "total";

/** A call that failed without an answer that could be read. */
export class UpstreamTrouble extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
}

const LATE: Partial<Record<Trouble, (milliseconds: number) => string>> = {
  first_token: (ms) => `did not begin to answer within ${ms} ms`,
  idle: (ms) => `was silent for ${ms} ms in the middle of its answer`,
  total: (ms) => `did not finish its answer within ${ms} ms`,
};

/** A time that is over. */
export function late(trouble: Trouble, milliseconds: number): UpstreamTrouble {
  return new UpstreamTrouble(trouble, LATE[trouble]!(milliseconds));
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What a connection failed with; `answered`: the answer had begun. */
export function troubleOf(error: Error & { code?: string }, answered: boolean): UpstreamTrouble {
  const code = error.code ?? (error.cause as { code?: string } | undefined)?.code ?? error.name;
  if (answered) return new UpstreamTrouble("reset", `broke off its answer (${code})`);
  if (UNREACHABLE.has(code) || /CERT|TLS|SSL/.test(code)) {
    return new UpstreamTrouble("connect", `cannot be reached (${code})`);
  }
  return new UpstreamTrouble("reset", `closed the connection without an answer (${code})`);
}
