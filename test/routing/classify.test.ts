import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { classify } from "../../runtime/routing/classify.ts";
import { HELD_OUT, requestOf, SEEN } from "./prompts.ts";
import type { Labelled } from "./prompts.ts";

const TASKS = ["simple", "extraction", "chat", "code", "reasoning"] as const;

/** Rows are what a person says, columns what the classifier says. */
function confusion(prompts: readonly Labelled[]): {
  right: number;
  misled: number;
  table: string;
} {
  const counts = new Map<string, number>();
  let right = 0;
  let misled = 0;
  for (const each of prompts) {
    const { task } = classify(requestOf(each));
    if (task === each[0]) right++;
    else if (task !== "chat") misled++;
    const cell = `${each[0]} ${task}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const rows = TASKS.map((row) =>
    [row, ...TASKS.map((column) => counts.get(`${row} ${column}`) ?? 0)]
      .map((cell) => String(cell).padEnd(11))
      .join(""),
  );
  return {
    right,
    misled,
    table: [["", ...TASKS].map((cell) => cell.padEnd(11)).join(""), ...rows].join("\n"),
  };
}

describe("the task classifier", () => {
  it("tells what most prompts are about", () => {
    const seen = confusion(SEEN);
    const unseen = confusion(HELD_OUT);
    console.log(
      `seen ${seen.right}/${SEEN.length}\n${seen.table}\nheld out ${unseen.right}/${HELD_OUT.length}\n${unseen.table}`,
    );
    expect(SEEN.length + HELD_OUT.length).toBeGreaterThanOrEqual(60);
    expect(seen.right / SEEN.length).toBeGreaterThanOrEqual(0.85);
    // Words that nobody listed: about half are told, and what is not told is `chat`, hardly ever another task.
    expect(unseen.right / HELD_OUT.length).toBeGreaterThanOrEqual(0.5);
    expect(unseen.misled / HELD_OUT.length).toBeLessThanOrEqual(0.1);
  });

  it("says why, and the same each time", () => {
    for (const each of [...SEEN, ...HELD_OUT]) {
      const first = classify(requestOf(each));
      expect(first.because.length).toBeGreaterThan(0);
      expect(first.score).toBeGreaterThan(0);
      expect(first.score).toBeLessThanOrEqual(1);
      expect(classify(requestOf(each))).toEqual(first);
    }
  });

  it("looks at a bounded part of a huge prompt", () => {
    const texts = [
      "a ".repeat(2_000_000),
      "$".repeat(2_000_000),
      "how many ".repeat(400_000),
      "```".repeat(500_000),
      "at ".repeat(900_000),
    ];
    for (const text of texts) {
      const started = performance.now();
      classify(requestOf(["chat", text]));
      // Some milliseconds; the bound is for machines that are busy.
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });

  it("takes requests without any text", () => {
    expect(classify({ model: "m", messages: [] }).task).toBe("chat");
    expect(classify({ model: "m", messages: [{ role: "user", parts: [] }] }).because).toEqual([
      "nothing points elsewhere",
    ]);
  });

  const corpus = join(import.meta.dirname, "../../../shared/corpus/dev");
  it.skipIf(!existsSync(corpus))("takes recorded requests, when they are there", () => {
    let seen = 0;
    for (const { name: folder } of readdirSync(corpus, { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    )) {
      for (const name of readdirSync(join(corpus, folder)).slice(0, 20)) {
        const text = JSON.stringify(JSON.parse(readFileSync(join(corpus, folder, name), "utf8")));
        const { because } = classify(requestOf(["chat", text]));
        expect(because.length).toBeGreaterThan(0);
        seen++;
      }
    }
    console.log(`${seen} recorded interactions classified`);
  });
});
