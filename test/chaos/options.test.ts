import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("the command line of chaos", () => {
  it("takes rows, doors and wires that there are", () => {
    expect(readOptions([])).toMatchObject({ full: false, door: "openai-chat" });
    const some = readOptions(["--only=s01,S08", "--door=gemini", "--wire=anthropic", "--full"]);
    if (typeof some === "string") throw new Error(some);
    expect([some.full, some.door]).toEqual([true, "gemini"]);
    expect(some.rows.map(({ id }) => id)).toEqual(["S01", "S08"]);
    expect(some.wires.map(({ dialect }) => dialect)).toEqual(["anthropic"]);
  });

  const wrong: [string, RegExp][] = [
    ["--only=S99", /no "S99"; there are S01, S02/],
    ["--only=S01,S99", /no "S99"/],
    ["--only=", /needs a value/],
    ["--only", /needs a value/],
    ["--door=foo", /no "foo"; there are openai-chat, anthropic, gemini/],
    ["--wire=foo", /no "foo"; there are/],
    ["--fast", /no option --fast/],
    ["S01", /no option S01/],
  ];
  it.each(wrong)("%s", (word, message) => expect(readOptions([word])).toMatch(message));
});
