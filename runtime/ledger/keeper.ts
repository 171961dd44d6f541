import type { LedgerConfig } from "../config-types.ts";
import type { Database } from "./database.ts";
import type { LedgerContext, LedgerStats } from "./ledger.ts";
import type { LedgerRow } from "./row.ts";
import { createSpill } from "./spill.ts";
import { writeOrRefuse } from "./write.ts";

/** Milliseconds: the longest between tries, after a disk took no rows, and that a close waits. */
const RETRY_MS = 5000;
const PAUSE_MS = 1000;
const CLOSE_MS = 5000;

type Source = Database | (() => Promise<Database>);

/** Keeps rows until the database has them: in memory first, in files while it is away. */
export class Keeper {
  /** As `Ledger.opened`. */
  readonly opened: Promise<Database>;
  #settle!: { resolve: (database: Database) => void; reject: (error: Error) => void };
  readonly #open: () => Promise<Database>;
  readonly #config: LedgerConfig;
  readonly #context: LedgerContext;
  readonly #spill;
  #database: Database | undefined;
  #queue: LedgerRow[] = [];
  /** The batch that the database is being given; back in the queue when it is not taken. */
  #writing: LedgerRow[] = [];
  #timer: NodeJS.Timeout | undefined;
  #soon = false;
  #relieving = false;
  #running: Promise<void> | undefined;
  #tries = 0;
  #closed = false;
  /** Has the close ended too, so that a database that opens only now is of no use? */
  #ended = false;
  /** Are there files with rows that the database has not? Those of an earlier process are looked for once. */
  #files = true;
  readonly #refused = (row: LedgerRow, error: unknown): void => {
    this.#counts.lost += 1;
    this.#context.log.error({ err: error, row }, "ledger: a row is refused");
  };
  readonly #counts = { written: 0, spilled: 0, failures: 0, lost: 0 };

  constructor(database: Source, config: LedgerConfig, context: LedgerContext) {
    this.#open = typeof database === "function" ? database : async () => database;
    this.#config = config;
    this.#context = context;
    this.#spill = createSpill(context.folder);
    this.opened = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Who waits for it hears of it; nobody has to.
    this.opened.catch(() => undefined);
    this.#schedule(0);
  }

  record = (row: LedgerRow): void => {
    this.#queue.push(row);
    if (this.#closed) void this.#empty();
    else if (this.#timer === undefined && !this.#running) this.#schedule(this.#config.flush_ms);
    else if (this.#queue.length > this.#config.max_queue) this.#relieve();
    else if (this.#queue.length >= this.#config.batch && this.#tries === 0) this.#hurry();
  };

  flush = async (): Promise<void> => {
    // What runs may have begun before the last row came.
    if (this.#running) await this.#running;
    if (this.#queue.length > 0 || this.#files) await this.#run();
    if (this.#tries > 0) await this.#empty();
  };

  stats = (): LedgerStats => ({
    queued: this.#queue.length,
    ...this.#counts,
    up: this.#database !== undefined && this.#tries === 0,
  });

  close = async (): Promise<void> => {
    this.#closed = true;
    clearTimeout(this.#timer);
    let late: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((done) => (late = setTimeout(done, CLOSE_MS)));
    await Promise.race([this.flush(), limit]);
    this.#ended = true;
    await this.#empty();
    this.#settle.reject(new Error("the ledger is closed"));
    await Promise.race([this.#database?.close().catch(() => undefined), limit]);
    clearTimeout(late);
  };

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), ms);
    // Rows that wait keep the process; a database that stays away does not.
    if (this.#tries > 0) this.#timer.unref();
  }

  /** A full batch need not wait for its time. */
  #hurry(): void {
    if (this.#soon || this.#running) return;
    this.#soon = true;
    setImmediate(() => void this.#run());
  }

  /** Too many wait, behind a database that is away or one that hangs. After a failure there is a pause. */
  #relieve(): void {
    if (this.#relieving) return;
    this.#relieving = true;
    const free = () => (this.#relieving = false);
    void this.#empty().then((done) => (done ? free() : setTimeout(free, PAUSE_MS).unref()));
  }

  #run(): Promise<void> {
    this.#soon = false;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      if (this.#closed) return;
      if (this.#tries > 0) this.#schedule(Math.min(RETRY_MS, 50 * 2 ** this.#tries));
      else if (this.#queue.length > 0) this.#schedule(this.#config.flush_ms);
    });
    return this.#running;
  }

  async #work(): Promise<void> {
    try {
      if (!this.#database) {
        this.#database = await this.#open();
        if (this.#ended) await this.#database.close();
        this.#settle.resolve(this.#database);
      }
      await this.#writeDue(this.#database);
      if (this.#files) await this.#recover(this.#database);
      if (this.#tries > 0) this.#context.log.info("ledger: the database takes rows again");
      this.#tries = 0;
    } catch (error) {
      this.#counts.failures += 1;
      if (this.#tries === 0)
        this.#context.log.error({ err: error }, "ledger: the database takes no rows; they wait");
      this.#tries += 1;
      // The first tries follow quickly; an outage that lasts must not cost rows when the process ends.
      if (this.#tries > 3 || this.#queue.length > this.#config.max_queue) await this.#empty();
    }
  }

  /** Writes what waits. What comes meanwhile waits for its time or a full batch: a few rows cost as much as many. */
  async #writeDue(database: Database): Promise<void> {
    const { batch } = this.#config;
    for (let due = this.#queue.length; this.#queue.length > 0; due -= batch) {
      if (due <= 0 && this.#queue.length < batch) return;
      this.#writing = this.#queue.splice(0, batch);
      try {
        this.#counts.written += await writeOrRefuse(database, this.#writing, this.#refused);
      } catch (error) {
        this.#queue = [...this.#writing, ...this.#queue];
        throw error;
      } finally {
        this.#writing = [];
      }
      await breath();
    }
  }

  async #recover(database: Database): Promise<void> {
    const write = async (rows: LedgerRow[]) => {
      this.#counts.written += await writeOrRefuse(database, rows, this.#refused);
      await breath();
      await this.#writeDue(database);
    };
    const unread = await this.#spill.recover(this.#config.batch, write);
    this.#files = false;
    if (unread > 0)
      this.#context.log.warn({ lines: unread }, "ledger: lines of a torn file are skipped");
  }

  /** Moves what waits to a file; what is being written as well, since a second copy does no harm. */
  async #empty(): Promise<boolean> {
    const waiting = this.#queue;
    const rows = [...this.#writing, ...waiting];
    if (rows.length === 0) return true;
    this.#queue = [];
    try {
      await this.#spill.append(rows);
      this.#counts.spilled += rows.length;
      this.#files = true;
      return true;
    } catch (error) {
      this.#queue = [...waiting, ...this.#queue];
      const lost = Math.max(0, this.#queue.length - this.#config.max_queue);
      this.#queue.splice(0, lost);
      this.#counts.lost += lost;
      this.#context.log.error({ err: error, lost }, "ledger: neither database nor file takes rows");
      return false;
    }
  }
}

/** The embedded database never waits, so that many batches would be one long stop for all else. */
const breath = () => new Promise((done) => setImmediate(done));
