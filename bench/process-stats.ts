import { readFileSync, readdirSync } from "node:fs";

/** What a process has used so far, in microseconds; `NaN` without /proc. */
export interface ProcessTime {
  /** CPU of all its threads. */
  cpu_us: number;
  /**
   * How long its first thread was ready to run and waited for its core, less what its other threads used, since
   * they are pinned to the same one: what is left, other processes had.
   */
  waited_us: number;
}

/**
 * Reads the clocks of a process: the scheduler's own account where it keeps one, else user and system time,
 * which come in ticks of 10 ms and know of no waiting.
 */
export function processTime(pid: number): ProcessTime {
  try {
    let [cpu, first, waited] = [0, 0, 0];
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ");
      const used = Number(stat[0]) / 1000;
      cpu += used;
      if (thread === String(pid)) [first, waited] = [used, Number(stat[1]) / 1000];
    }
    return { cpu_us: cpu, waited_us: waited - (cpu - first) };
  } catch {
    return { cpu_us: cpuTicks(pid) * 10_000, waited_us: 0 };
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
