import { mkdir } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { openToAppend } from "./append.ts";
import { sparingly } from "./observers.ts";
import type { Warn } from "./observers.ts";
import { dayOf, deleteOld } from "./retention.ts";

/** Lines in one file a day (UTC), `<name>-YYYY-MM-DD.jsonl`. */
export interface DayFile {
  /** Queues a line, without its end; false when the queue is full and the line is lost. Never throws. */
  write(line: string): boolean;
  /** Waits until all that is queued is written, or could not be. */
  flush(): Promise<void>;
  /** Writes what is queued to the disk itself, and closes; later lines are lost. */
  close(): Promise<void>;
  /** Characters that wait, and lines that were lost since the start. */
  state(): { queued: number; lost: number };
}

/** What a file a day needs to know. */
export interface DayFileOptions {
  folder: string;
  name: string;
  /** Days before today whose files are kept. */
  keep_days: number;
  warn: Warn;
  /** Unix milliseconds. */
  now?: () => number;
  /** How long a line may wait, milliseconds: what a `kill -9` may cost. */
  flush_ms?: number;
  /** Characters that may wait. */
  max_queue?: number;
}

const HOUR_MS = 3_600_000;
const RETRY_MS = 1000;

interface Batch {
  day: string;
  lines: string[];
  size: number;
}

/**
 * Opens the folder (0700) and deletes files that are too old; files (0600) are opened when there is something to
 * write. Old ones are looked for again at each new day, also when nothing is written. What cannot be written is
 * tried again until the queue is full. Throws when the folder cannot be made.
 */
export async function openDayFile(options: DayFileOptions): Promise<DayFile> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const file = new Days(options);
  await file.sweep();
  return file;
}

class Days implements DayFile {
  private readonly options: Required<DayFileOptions>;
  private readonly batches: Batch[] = [];
  private handle: FileHandle | undefined;
  /** The day of the open file. */
  private opened = "";
  /** The day of the last sweep. */
  private swept = "";
  private queued = 0;
  private lost = 0;
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly clock: NodeJS.Timeout;
  private closed = false;

  constructor(options: DayFileOptions) {
    const now = options.now ?? Date.now;
    const warn = sparingly(options.warn, now);
    this.options = { flush_ms: 100, max_queue: 16_000_000, ...options, now, warn };
    this.clock = setInterval(() => void this.sweep(), HOUR_MS);
    this.clock.unref();
  }

  write(line: string): boolean {
    const size = line.length + 1;
    if (this.closed || this.queued + size > this.options.max_queue) {
      this.lost++;
      this.options.warn({ file: this.options.name, lost: this.lost }, "lines of a log are lost");
      return false;
    }
    const day = dayOf(this.options.now());
    let batch = this.batches.at(-1);
    if (batch?.day !== day) this.batches.push((batch = { day, lines: [], size: 0 }));
    batch!.lines.push(line);
    batch!.size += size;
    this.queued += size;
    if (!this.writing) this.arm(this.options.flush_ms);
    return true;
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing ??= this.drain().finally(() => {
      this.writing = undefined;
      // What came after the last look.
      if (this.batches.length > 0) this.arm(this.options.flush_ms);
    });
    await this.writing;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.clock);
    await this.flush();
    // What came while an earlier flush was under way.
    if (this.batches.length > 0) await this.flush();
    clearTimeout(this.timer);
    await this.shut(true);
  }

  state(): { queued: number; lost: number } {
    return { queued: this.queued, lost: this.lost };
  }

  /** Deletes the files of days that are too old, once a day; never throws. */
  async sweep(): Promise<void> {
    const { folder, name, keep_days, now, warn } = this.options;
    const today = dayOf(now());
    if (today === this.swept) return;
    this.swept = today;
    try {
      await deleteOld(folder, name, keep_days, now());
    } catch (error) {
      this.swept = "";
      warn({ file: name, err: error }, "old files of a log cannot be deleted");
    }
  }

  private async drain(): Promise<void> {
    while (this.batches.length > 0) {
      const { day, lines, size } = this.batches[0]!;
      const count = lines.length;
      try {
        await this.append(day, `${lines.join("\n")}\n`);
      } catch (error) {
        this.options.warn({ file: this.options.name, err: error }, "a log cannot be written");
        await this.shut(false);
        if (this.closed) this.giveUp();
        else this.arm(RETRY_MS);
        return;
      }
      this.done(this.batches[0]!, count, size);
    }
    await this.sweep();
  }

  /** The timer keeps the process alive for as long as a line waits. */
  private arm(ms: number): void {
    this.timer ??= setTimeout(() => void this.flush(), ms);
  }

  private giveUp(): void {
    for (const { lines } of this.batches.splice(0)) this.lost += lines.length;
    this.queued = 0;
  }

  /** Takes away what was written; lines may have come to the same batch meanwhile. */
  private done(batch: Batch, count: number, size: number): void {
    batch.lines.splice(0, count);
    batch.size -= size;
    this.queued -= size;
    if (batch.lines.length === 0) this.batches.shift();
  }

  private async append(day: string, text: string): Promise<void> {
    if (this.opened !== day) await this.shut(true);
    if (!this.handle) {
      const path = join(this.options.folder, `${this.options.name}-${day}.jsonl`);
      const { handle, torn } = await openToAppend(path);
      this.handle = handle;
      this.opened = day;
      // A line that broke off stays a line of its own.
      if (torn) text = `\n${text}`;
    }
    await this.handle.appendFile(text);
  }

  private async shut(sync: boolean): Promise<void> {
    const handle = this.handle;
    this.handle = undefined;
    this.opened = "";
    if (!handle) return;
    try {
      if (sync) await handle.sync();
      await handle.close();
    } catch (error) {
      this.options.warn({ file: this.options.name, err: error }, "a log cannot be closed");
    }
  }
}
