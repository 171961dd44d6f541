import type { Database } from "./database.ts";

/** Rows of one step, so that nothing waits long for it. */
const STEP = 500;

/**
 * Removes requests that arrived before `before` (Unix ms) with their attempts and tags, a few at a time, until none
 * are left or `goOn` says no; tells how many. What keys have spent stays: budgets of all time need it.
 */
export async function prune(
  { db }: Database,
  before: number,
  goOn: () => boolean = () => true,
): Promise<number> {
  for (let removed = 0; ;) {
    const old = await db
      .selectFrom("requests")
      .select("id")
      .where("at", "<", before)
      .orderBy("at")
      .limit(STEP)
      .execute();
    const ids = old.map(({ id }) => id);
    if (ids.length > 0)
      await db.transaction().execute(async (transaction) => {
        for (const table of ["attempts", "request_tags", "requests"] as const)
          await transaction.deleteFrom(table).where("id", "in", ids).execute();
      });
    removed += ids.length;
    if (ids.length < STEP || !goOn()) return removed;
    await new Promise((done) => setImmediate(done));
  }
}
