/** What was found to hold and what not. */
export interface Verdicts {
  passed: number;
  failed: number;
  /** Notes that something holds of every item: the faults that were found, or none. */
  check(what: string, faults: readonly string[] | boolean, detail?: string): void;
}

const SHOWN = 5;

/** Prints each verdict as it is found, with the first faults. */
export function createVerdicts(print: (line: string) => void): Verdicts {
  const verdicts: Verdicts = {
    passed: 0,
    failed: 0,
    check(what, found, detail) {
      const faults = typeof found === "boolean" ? (found ? [] : [detail ?? "no"]) : found;
      const good = faults.length === 0;
      if (good) verdicts.passed++;
      else verdicts.failed++;
      print(`${good ? "ok  " : "FAIL"} ${what}${good && detail ? `: ${detail}` : ""}`);
      for (const fault of faults.slice(0, SHOWN)) print(`       ${fault}`);
      if (faults.length > SHOWN) print(`       and ${faults.length - SHOWN} more`);
    },
  };
  return verdicts;
}
