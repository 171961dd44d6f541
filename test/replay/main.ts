import { checkAnswer } from "./answers.ts";
import { dialectOf, recordings, caveat } from "./corpus.ts";
const [only, max] = [process.argv[2], Number(process.argv[3] ?? 50)];
let shown = 0;
const stats: Record<string, [number, number]> = {};
for (const r of recordings((row) => dialectOf(row) !== null)) {
  if (caveat(r) || (only && r.provider !== only)) continue;
  for (const c of checkAnswer(r)) {
    const s = (stats[`${c.provider} > ${c.door ?? "hub"}`] ??= [0, 0]);
    s[c.problems.length === 0 ? 0 : 1]++;
    if (c.problems.length && shown++ < max)
      console.log(c.id, c.door ?? "", c.problems.join(" | ").slice(0, 400));
  }
}
console.log(
  Object.entries(stats)
    .filter(([, v]) => v[1])
    .map(([k, v]) => `${k} ${v}`)
    .join("\n"),
);
