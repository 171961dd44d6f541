import { existsSync } from "node:fs";
import { relative } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
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

function valid(dialect: string, root: Root, value: unknown): void {
  expect.soft(invalid(dialect as never, root, value)).toBeNull();
}

describe.each(cases("requests"))("request $speaker/$name", (each) => {
  it.each(providers)("to $id", async (provider) => {
    const sent = await send(each, provider);
    valid(provider.dialect, "Request", sent.body);
    expect(await send(each, provider)).toEqual(sent);
    await golden(`${each.stem}.${provider.id}.json`, shown(sent));
  });
});

describe.each(cases("responses"))("response $speaker/$name", (each) => {
  it.each(doors)("to a client of $facts.id", async (door) => {
    const told = again(() => answer(each, door));
    valid(door.facts.id, "Answer", told);
    await golden(`${each.stem}.${door.facts.id}.json`, shown(told));
  });
});

describe.each(cases("errors"))("error $speaker/$name", (each) => {
  it.each(doors)("to a client of $facts.id", async (door) => {
    const told = failure(each, door);
    valid(door.facts.id, "Error", told.body);
    await golden(`${each.stem}.${door.facts.id}.json`, shown(told));
  });
});

describe.each(cases("streams"))("stream $speaker/$name", (each) => {
  it.each(doors)("to a client of $facts.id", async (door) => {
    const { id, stream } = door.facts;
    const told = again(() => streamed(each, door));
    for (const message of messagesOf(told, door))
      valid(id, "error" in message ? "Error" : "Event", message);
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

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
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
