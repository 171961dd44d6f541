// A process of its own for tests: `node scripts/run.mjs test/ledger/child.ts <what> <place> [folder]`.
import { openDatabase } from "../../runtime/ledger/database.ts";
import { createLedger } from "../../runtime/ledger/ledger.ts";
import { rowOf, settings, silent } from "./rows.ts";

const [, , what, place = "", folder = ""] = process.argv;
const where = place.startsWith("postgres:") ? { postgres_url: place } : { file: place };
const open = () => openDatabase(where, silent);

if (what === "open") {
  const database = await open();
  await database.close();
  console.log("done");
} else {
  const ledger = createLedger(open, settings(), { folder, log: silent, now: Date.now });
  await ledger.opened;
  let n = 0;
  // Each line: the rows that were recorded until a moment.
  setInterval(() => {
    for (let i = 0; i < 20; i++) ledger.record(rowOf(`${process.pid}-${n++}`));
    console.log(`${n} ${Date.now()}`);
  }, 5);
}
