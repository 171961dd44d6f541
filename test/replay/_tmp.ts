import { recordings, dialectOf, caveat } from "./corpus.ts";
import { expectation } from "./oracle.ts";
import { decode } from "./decode.ts";
import { differences } from "./compare.ts";
const only = process.argv[2];
const stats: Record<string, [number, number]> = {};
let shown = 0;
for (const r of recordings((row) => dialectOf(row as never) !== null)) {
  if (caveat(r)) continue;
  if (only && r.provider !== only) continue;
  const s = (stats[r.provider] ??= [0, 0]);
  let d: string[];
  try {
    d = differences(expectation(r), decode(r));
  } catch (e) {
    d = ["THROWS " + (e as Error).stack?.slice(0, 300)];
  }
  if (d.length === 0) s[0]++;
  else {
    s[1]++;
    if (shown++ < Number(process.argv[3] ?? 40)) console.log(r.id, d.join(" | ").slice(0, 330));
  }
}
console.log(stats);
