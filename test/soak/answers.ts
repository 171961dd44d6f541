import type { Told } from "./client.ts";
import { serialOf } from "./text.ts";
import type { Truths } from "./upstream.ts";
import type { Verdicts } from "./verdicts.ts";

/** Has every request exactly one end, and is every success a whole answer of one upstream? */
export function checkAnswers(told: readonly Told[], truths: Truths, verdicts: Verdicts): void {
  const counts: Record<string, number> = {};
  for (const { end } of told) counts[end] = (counts[end] ?? 0) + 1;
  const summary = Object.entries(counts).map(([end, count]) => `${count} ${end}`);
  const broken = told.filter(({ end }) => end === "broken" || end === "hang");
  verdicts.check(
    "every request ended in exactly one of success, typed error, cancel",
    broken.map((each) => `${nameOf(each)}: ${each.end}: ${each.why ?? ""}`),
    summary.join(", "),
  );
  const good = told.filter(({ end }) => end === "success");
  verdicts.check(
    "no success is a truncated, mixed or empty answer",
    good.flatMap((each) => textFault(each)),
    `${good.length} answers`,
  );
  verdicts.check(
    "the tokens that clients read are those of the answer that they read",
    good.flatMap((each) => tokensFault(each, truths)),
  );
}

/** A request in a few words. */
export function nameOf({ ask, status }: Told): string {
  const { id, door, question } = ask;
  return `${id} (${door.id}, ${question.model}, ${question.stream ? "stream" : "whole"}, ${status ?? "-"})`;
}

function textFault(told: Told): string[] {
  const serial = serialOf(told.read.text);
  return typeof serial === "number" ? [] : [`${nameOf(told)}: ${serial}`];
}

function tokensFault(told: Told, truths: Truths): string[] {
  const { read, said } = told;
  const serial = serialOf(read.text);
  const truth = typeof serial === "number" ? truths.get(serial) : undefined;
  if (!truth?.told) return [];
  const { input, output } = truth;
  const faults: string[] = [];
  if (read.input !== input || read.output !== output)
    faults.push(`the body says ${read.input} and ${read.output}`);
  const headers = [said["x-dragoman-input-tokens"], said["x-dragoman-output-tokens"]];
  if (headers[0] !== String(input) || headers[1] !== String(output))
    faults.push(`the headers say ${headers.join(" and ")}`);
  return faults.map((fault) => `${nameOf(told)}: ${fault}, not ${input} and ${output}`);
}
