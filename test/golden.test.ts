import { existsSync } from "node:fs";
import { relative } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import type * as Hub from "../generated/hub.types.ts";
import { registry } from "../generated/index.ts";
import { Fold } from "../runtime/fold.ts";
import { lenient } from "../runtime/reader.ts";
import {
  answer,
  cases,
  failure,
  feed,
  folder,
  goldens,
  messagesOf,
  send,
  shown,
  speakerOf,
  streamed,
} from "./golden.ts";
import { invalid, type Root } from "./replay/wire-valid.ts";

// One input, one golden for every provider or door, side by side: the listing of folders is the grid. `vitest -u`
// writes goldens; read the diff as if you had written it.
const doors = Object.values(registry.dialects);
const providers = Object.values(registry.providers);
const claimed = new Set<string>();

/** Ids that are made up, for calls that came without one, are the same in every run of `run`. */
function again<T>(run: () => T): T {
  let n = 0;
  vi.spyOn(Math, "random").mockImplementation(() => ++n / 1024);
  return run();
}

async function golden(path: string, text: string): Promise<void> {
  claimed.add(path);
  await expect(text).toMatchFileSnapshot(path);
}

/** Where a golden may depart from its dialect's wire schema: who, the complaint, and (beside it) why. */
const DEPARTURES: readonly (readonly [who: string, complaint: RegExp])[] = [
  ["to mistral", /^Request\/(messages|tool_choice)/], // files, sounds, thinking and `any` in shapes of its own
  ["to dashscope", /^Request\/messages.*anyOf|must have required property 'text'/], // films, an extension
  ["to openrouter", /^Request\/messages.*anyOf|must have required property 'text'/], // films, an extension
  ["client of ollama", /done_reason must be equal to one of/], // a broken answer is never told as a clean stop
  ["client of openai-chat", /finish_reason must be/], // nor is an end of which nothing is known
];

function valid(who: string, dialect: string, root: Root, value: unknown): void {
  const complaint = invalid(dialect as never, root, value);
  const known = DEPARTURES.some(([whom, what]) => who.includes(whom) && what.test(complaint ?? ""));
  if (!known) expect.soft(complaint).toBeNull();
}

describe.each(cases("requests"))("request $speaker/$name", (each) => {
  it.each(providers)("to $id", async (provider) => {
    const sent = await send(each, provider);
    valid(`to ${provider.id}`, provider.dialect, "Request", sent.body);
    expect(await send(each, provider)).toEqual(sent);
    await golden(`${each.stem}.${provider.id}.json`, shown(sent));
  });
});

describe.each(cases("responses"))("response $speaker/$name", (each) => {
  it.each(doors)("to a client of $facts.id", async (door) => {
    const told = again(() => answer(each, door));
    valid(`to a client of ${door.facts.id}`, door.facts.id, "Answer", told);
    await golden(`${each.stem}.${door.facts.id}.json`, shown(told));
  });
});

describe.each(cases("errors"))("error $speaker/$name", (each) => {
  it.each(doors)("to a client of $facts.id", async (door) => {
    const told = failure(each, door);
    valid(`to a client of ${door.facts.id}`, door.facts.id, "Error", told.body);
    await golden(`${each.stem}.${door.facts.id}.json`, shown(told));
  });
});

describe.each(cases("streams"))("stream $speaker/$name", (each) => {
  it.each(doors)("to a client of $facts.id", async (door) => {
    const { id, stream } = door.facts;
    const told = again(() => streamed(each, door));
    for (const message of messagesOf(told, door))
      valid(`to a client of ${id}`, id, "error" in message ? "Error" : "Event", message);
    await golden(`${each.stem}.${id}.${stream.framing === "ndjson" ? "ndjson" : "sse"}`, told);
  });

  it("says the same wherever its bytes are cut", () => {
    const bytes = Buffer.from(each.text);
    const whole = doors.map((door) => again(() => streamed(each, door)));
    for (const size of [1, 2, 3, 7, 61]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(doors.map((door) => again(() => streamed(each, door, pieces)))).toEqual(whole);
    }
  });

  const unary = cases("responses").find(
    ({ speaker, name }) => speaker === each.speaker && name === each.name,
  );
  it.skipIf(!unary)("folds to the whole answer of the same name", () => {
    const fold = new Fold();
    again(() => feed(each, [Buffer.from(each.text)], fold));
    const whole = again(() => speakerOf(each).decodeAnswer(JSON.parse(unary!.text), lenient));
    expect(plain(fold.answer.choices)).toEqual(plain(whole.choices));
  });
});

/** Choices without what a stream cannot tell: where a text was cut into parts, and how arguments were spaced. */
function plain(choices: readonly Hub.Choice[]): unknown {
  return choices.map(({ parts, ...choice }) => ({
    ...(JSON.parse(JSON.stringify(choice)) as object),
    parts: parts.reduce((out: unknown[], part) => {
      const last = out.at(-1) as Hub.Part | undefined;
      if (part.kind === "text" && last?.kind === "text") last.text += part.text;
      else if (part.kind === "tool_call")
        out.push({ ...part, arguments: JSON.parse(part.arguments) as unknown });
      else out.push({ ...part });
      return JSON.parse(JSON.stringify(out)) as unknown[];
    }, []),
  }));
}

// Last, when every case has claimed its goldens.
afterAll(() => {
  const orphans = goldens().filter((path) => !claimed.has(path) && existsSync(path));
  const filtered = claimed.size < 100; // `vitest -t` runs some cases only
  if (!filtered)
    expect(
      orphans.map((path) => relative(folder, path)),
      "goldens that no case claims",
    ).toEqual([]);
});
