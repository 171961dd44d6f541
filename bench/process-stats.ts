import { readFileSync, readdirSync } from "node:fs";

/**
 * The CPU time that a process and its threads have used, in microseconds: the scheduler's own account where it
 * keeps one, else user and system time, which come in ticks of 10 ms. `NaN` without /proc.
 */
export function cpuMicros(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
      const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(
        " ",
      );
      return sum + Number(nanoseconds) / 1000;
    }, 0);
  } catch {
    return cpuTicks(pid) * 10_000;
  }
}

/**
 * How long the first thread of a process was ready to run and had to wait for its core, in milliseconds: others
 * use the machine too. 0 where the scheduler does not tell.
 */
export function waitedMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8");
    return Number(stat.split(" ")[1]) / 1e6;
  } catch {
    return 0;
  }
}

function cpuTicks(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces; user and system time are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return Number.NaN;
  }
}

/** The resident memory of a process in bytes; `NaN` without /proc. */
export function residentBytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Rss:\s*(\d+) kB/m.exec(rollup)?.[1]) * 1024;
  } catch {
    return Number.NaN;
  }
}
