import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TaskClass } from "../../runtime/route-config.ts";
import { TASKS } from "../../runtime/routing/classify-model.ts";
import { classify } from "../../runtime/routing/classify.ts";
import { requestOf, schema, tools } from "./classify-case.ts";
import type { Labelled } from "./classify-case.ts";
import { HELD_OUT } from "./classify-held-out.ts";
import { SECOND } from "./classify-second.ts";
import { weightsModule } from "./classify-training/module.ts";
import { SEEN } from "./classify-training/seen.ts";

/** Rows are what a person says, columns what the classifier says. */
class Confusion {
  readonly #counts = new Map<string, number>();
  readonly #all: number;

  constructor(prompts: readonly Labelled[]) {
    this.#all = prompts.length;
    for (const each of prompts) {
      const cell = `${each[0]} ${classify(requestOf(each)).task}`;
      this.#counts.set(cell, (this.#counts.get(cell) ?? 0) + 1);
    }
  }

  count(rows: readonly TaskClass[], columns: readonly TaskClass[]): number {
    let sum = 0;
    for (const row of rows)
      for (const column of columns) sum += this.#counts.get(`${row} ${column}`) ?? 0;
    return sum;
  }

  /** The share of those in some rows that stand in some columns. */
  share(rows: readonly TaskClass[], columns: readonly TaskClass[]): number {
    return this.count(rows, columns) / this.count(rows, TASKS);
  }

  get right(): number {
    return TASKS.reduce((sum, task) => sum + this.count([task], [task]), 0) / this.#all;
  }

  table(name: string): string {
    const rows = TASKS.map((row) => [row, ...TASKS.map((column) => this.count([row], [column]))]);
    const cells = [[name, ...TASKS], ...rows];
    const lines = cells.map((row) => row.map((cell) => String(cell).padEnd(12)).join(""));
    return `${lines.join("\n")}\n${Math.round(100 * this.right)} % of ${this.#all}`;
  }
}

describe("the task classifier", () => {
  it("tells what prompts are about that it was not taught with", () => {
    const held = new Confusion(HELD_OUT);
    const second = new Confusion(SECOND);
    console.log(`${held.table("held out")}\n${second.table("second")}`);
    for (const task of TASKS) expect(held.count([task], TASKS)).toBeGreaterThanOrEqual(20);
    // Measured: 0.94 and 0.86, the least of a class 0.92. The prompts are by the hand that wrote the training's: of
    // other people's prompts fewer are told, about three of four.
    expect(held.right).toBeGreaterThanOrEqual(0.88);
    expect(second.right).toBeGreaterThanOrEqual(0.78);
    for (const task of TASKS) expect(held.share([task], [task])).toBeGreaterThanOrEqual(0.8);
  });

  it("misleads rarely: cheap tasks to strong models cost money, hard ones to weak models cost quality", () => {
    const held = new Confusion([...HELD_OUT, ...SECOND]);
    expect(held.share(["simple", "extraction"], ["reasoning"])).toBeLessThanOrEqual(0.04);
    expect(held.share(["reasoning", "code"], ["simple", "extraction"])).toBeLessThanOrEqual(0.06);
  });

  it("is as sure as it is right", () => {
    const scores = [...HELD_OUT, ...SECOND].map((each) => {
      const { task, score } = classify(requestOf(each));
      return { score, isRight: task === each[0] };
    });
    const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
    const right = scores.filter(({ isRight }) => isRight).length / scores.length;
    const unsure = scores.filter(({ score }) => score < 0.6);
    const sure = scores.filter(({ score }) => score >= 0.9);
    const shareOf = (some: typeof scores): number =>
      some.filter(({ isRight }) => isRight).length / some.length;
    console.log(
      `mean score ${mean.toFixed(2)}, right ${right.toFixed(2)}; below 0.6: ${shareOf(unsure).toFixed(2)} of ${unsure.length}, from 0.9: ${shareOf(sure).toFixed(2)} of ${sure.length}`,
    );
    expect(Math.abs(mean - right)).toBeLessThanOrEqual(0.12);
    expect(shareOf(sure)).toBeGreaterThan(0.9);
    expect(shareOf(sure)).toBeGreaterThan(shareOf(unsure));
  });

  it("says why, and the same each time", () => {
    for (const each of [...SEEN, ...HELD_OUT]) {
      const first = classify(requestOf(each));
      expect(first.because.length).toBeGreaterThan(0);
      expect(first.score).toBeGreaterThan(0);
      expect(first.score).toBeLessThanOrEqual(1);
      expect(classify(requestOf(each))).toEqual(first);
    }
    const { because } = classify(requestOf(["simple", "Classify this: 'a nice day at the sea'"]));
    expect(because).toContain("asks for a label");
  });

  it("takes settings that decide at their word", () => {
    const text = "Tell me a little about yourself.";
    const high = { reasoning: { effort: "high" } } as const;
    const label = schema({ label: { enum: ["a", "b"] } });
    const told = (also: Labelled[2]): string => classify(requestOf(["chat", text, also])).task;
    expect(told({})).toBe("chat");
    expect(told(high)).toBe("reasoning");
    expect(told({ reasoning: { mode: "budget", budget: 16_000 } })).toBe("reasoning");
    expect(told(label)).toBe("simple");
    expect(told({ ...label, ...high })).toBe("reasoning");
    const agent = { ...tools("bash", "edit_file", "grep"), ...high };
    expect(classify(requestOf(["code", "fix the failing job", agent])).task).toBe("code");
  });
});

describe("its bounds", () => {
  it("looks at a bounded part of a huge prompt", () => {
    const texts = [
      "a ".repeat(2_000_000),
      "$".repeat(2_000_000),
      "how many ".repeat(400_000),
      "```".repeat(500_000),
      "at ".repeat(900_000),
      "'".repeat(900_000),
      `"${"“".repeat(900_000)}`,
      "x".repeat(2_000_000),
      "の".repeat(900_000),
      " \n".repeat(900_000),
    ];
    for (const text of texts) {
      const started = performance.now();
      classify(requestOf(["chat", text]));
      // Below a millisecond; the bound is for machines that are busy.
      expect(performance.now() - started).toBeLessThan(500);
    }
  });

  it("takes requests without any text", () => {
    expect(classify({ model: "m", messages: [] }).task).toBe("chat");
    const empty = classify({ model: "m", messages: [{ role: "user", parts: [] }] });
    expect(empty).toMatchObject({ task: "chat" });
    expect(empty.because.length).toBeGreaterThan(0);
  });
});

describe("its weights", () => {
  const path = join(import.meta.dirname, "../../runtime/routing/classify-weights.ts");

  it("are what training gives, to the letter", () => {
    const text = readFileSync(path, "utf8");
    expect(weightsModule() === text).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
  });

  it("are not learnt from what they are measured with", () => {
    const seen = new Set(SEEN.map(([, prompt]) => prompt));
    for (const [, prompt] of [...HELD_OUT, ...SECOND]) expect(seen.has(prompt)).toBe(false);
  });
});
