import { recordings, dialectOf, caveat } from "./corpus.ts";
import { expectation } from "./oracle.ts";
import { decode } from "./decode.ts";
import { answers } from "./compare.ts";
import { DOORS, through } from "./doors.ts";
const only = process.argv[2];
const stats: Record<string, [number, number]> = {};
let shown = 0;
for (const r of recordings((row) => dialectOf(row as never) !== null)) {
  if (only && r.provider !== only) continue;
  if (caveat(r)) continue;
  const want = expectation(r);
  for (const door of DOORS) {
    const s = (stats[r.provider + ">" + door] ??= [0, 0]);
    let d: string[];
    try {
      const got = expectation(through(r, decode(r), door));
      if (want.kind === "incomplete")
        d = got.kind === "error" ? [] : ["incomplete told as " + got.kind];
      else if (want.kind === "error")
        d =
          got.kind === "error"
            ? got.error === want.error
              ? []
              : [`error ${got.error} not ${want.error}`]
            : ["error told as " + got.kind];
      else if (got.kind !== "answer") d = ["answer told as " + JSON.stringify(got).slice(0, 200)];
      else d = answers(want, got, {});
    } catch (e) {
      d = ["THROWS " + (e as Error).stack?.slice(0, 300)];
    }
    if (d.length === 0) s[0]++;
    else {
      s[1]++;
      if (shown++ < Number(process.argv[3] ?? 40))
        console.log(r.id, door, d.join(" | ").slice(0, 330));
    }
  }
}
console.log(
  Object.entries(stats)
    .map(([k, v]) => `${k} ${v}`)
    .join("\n"),
);
