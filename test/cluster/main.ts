import { missing, openWorld } from "./world.ts";
import { redis } from "./rows-redis.ts";
import { postgres } from "./rows-postgres.ts";
import { crashes } from "./rows-crash.ts";
import { shared } from "./rows-shared.ts";
import type { Checks, Row } from "./row.ts";
import type { World } from "./world.ts";

const USAGE = `usage: npm run cluster -- [--only=<words of titles, separated by commas>] [--required]
  Starts a Redis, a PostgreSQL and three gateways of its own, and stops them again.
  --required  without Redis or PostgreSQL it fails, instead of being skipped`;

/** The longest that a row may take, milliseconds. */
const ROW_MS = 30_000;

const words = process.argv.slice(2);
if (words.some((word) => !word.startsWith("--only=") && word !== "--required")) {
  console.error(USAGE);
  process.exit(2);
}
const only = words
  .find((word) => word.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const rows = [...shared, ...crashes, ...redis, ...postgres].filter(
  ({ title }) => !only || only.some((each) => title.includes(each)),
);

const reason = missing();
if (reason !== undefined) {
  const isFault = words.includes("--required");
  console.log(`${isFault ? "FAIL" : "SKIPPED"}: npm run cluster: ${reason}`);
  console.log(`\n0 passed, ${isFault ? 1 : 0} failed`);
  process.exit(isFault ? 1 : 0);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));

const world = await openWorld();
let failed = 0;
for (const row of rows) {
  const began = performance.now();
  const { faults, notes } = await verdictOf(row, world);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (faults.length > 0) failed++;
  console.log(`${faults.length > 0 ? "FAIL" : "pass"} ${seconds.padStart(5)} s  ${row.title}`);
  for (const fault of faults) console.log(`              wrong: ${fault}`);
  for (const note of notes) console.log(`              ${note}`);
}
await world.close();
console.log(`\n${rows.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** What is wrong in a row; what throws is a fault like any other, and what takes too long is one. */
async function verdictOf(row: Row, w: World): Promise<{ faults: string[]; notes: string[] }> {
  const faults: string[] = [];
  const notes: string[] = [];
  const t: Checks = {
    check: (holds, what) => void (holds || faults.push(what)),
    faults: (words) => void faults.push(...words),
    note: (text) => void notes.push(text),
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${ROW_MS} ms`)), ROW_MS);
  });
  try {
    await Promise.race([row.run(w, t), late]);
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
  }
  return { faults, notes };
}
