import type * as Hub from "../generated/hub.types.ts";
import type { Dispatched } from "./dispatch.ts";
import type { Exchange } from "./exchange.ts";
import type { Route, Target } from "./targets.ts";

/** An attempt that failed, and with what; the client was not told. */
export interface Failed {
  attempt: Dispatched;
  error: Hub.Error;
}

/** Milliseconds until a second target is asked; undefined where none may be, or the usual time is not known. */
export function hedgeAfter({ hedge }: Route, { health }: Target): number | undefined {
  if (!hedge) return undefined;
  if (hedge.after !== "p95") return hedge.after;
  const usual = health.recent.p95();
  return usual === undefined ? undefined : Math.max(usual, hedge.min_ms);
}

/**
 * May two targets be asked at once? What runs at the provider, or writes into a conversation that is kept there, is
 * not asked for twice; tools that the client runs itself may be.
 */
export function isRepeatable(hub: Hub.Request): boolean {
  if (hub.store === true || hub.web_search !== undefined) return false;
  return !(hub.tools ?? []).some(({ kind }) => kind === "opaque");
}

/** Is an attempt late: has it neither ended nor begun to answer within so many milliseconds? */
export async function isLate(
  milliseconds: number,
  { attempt, done }: Dispatched,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<true>((resolve) => {
    timer = setTimeout(resolve, milliseconds, true);
  });
  try {
    return (await Promise.race([done.then(() => false), late])) && attempt.firstToken === undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * How two attempts at once ended: undefined when the client has its answer or has left, else the one whose error
 * counts. That is the chosen one's, then one that says that the request is wrong anywhere (`isFinal`), then the later.
 */
export async function bothEnds(
  x: Exchange,
  both: readonly Dispatched[],
  isFinal: (failed: Failed) => boolean,
): Promise<Failed | undefined> {
  const failed: Failed[] = [];
  const ends = both.map(async (attempt) => {
    const error = await attempt.done;
    if (error) failed.push({ attempt, error });
  });
  await Promise.all(ends);
  const { chosen } = x;
  if (chosen) return failed.find(({ attempt }) => attempt.attempt === chosen);
  return failed.find(isFinal) ?? failed.at(-1);
}
