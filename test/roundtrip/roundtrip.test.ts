// For every hub value in a dialect's range, decode(encode(h)) is h, and encoding leaves h as it was.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type * as Hub from "../../generated/hub.types.ts";
import { registry } from "../../generated/index.ts";
import { encoding, UNKNOWN_MODEL } from "../../runtime/encoding.ts";
import { Fold, play } from "../../runtime/fold.ts";
import { lenient, strict } from "../../runtime/reader.ts";
import { StreamEncoder } from "../../runtime/stream-encoder.ts";
import type { Loss } from "../../runtime/translator.ts";
import { feed } from "../replay/decode.ts";
import { invalid } from "../replay/wire-valid.ts";
import { anthropic } from "./anthropic.ts";
import { gemini } from "./gemini.ts";
import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";
import { frozen, plain } from "./values.ts";

const RUNS = {
  numRuns: Number(process.env["ROUNDTRIP_RUNS"] ?? 300),
  seed: Number(process.env["ROUNDTRIP_SEED"] ?? 1),
};

function context(model: string) {
  let made = 0;
  return encoding({
    model: { ...UNKNOWN_MODEL, id: model },
    now: 1,
    makeId: () => `made${made++}`,
  });
}

describe.each([openaiChat, anthropic, gemini, ollama])("$dialect", (range) => {
  const dialect = registry.dialects[range.dialect]!;

  it("gives back the request that it wrote, and loses nothing of it", () => {
    const law = (h: Hub.Request) => {
      const c = context(h.model);
      const wire = plain(dialect.encodeRequest(frozen(h), c));
      expect(invalid(range.dialect, "Request", wire)).toBeNull();
      expect(plain(dialect.decodeRequest(wire, strict))).toEqual(plain(h));
      expect(c.losses.filter(({ grade }: Loss) => grade === "dropped")).toEqual([]);
    };
    fc.assert(fc.property(range.request, law), RUNS);
  });

  it("gives back the answer that it wrote", () => {
    const law = (a: Hub.Answer) => {
      const wire = plain(dialect.encodeAnswer(frozen(a), context(a.model ?? "")));
      expect(invalid(range.dialect, "Answer", wire)).toBeNull();
      expect(plain(dialect.decodeAnswer(wire, lenient))).toEqual(plain(a));
    };
    fc.assert(fc.property(range.answer, law), RUNS);
  });

  it("gives back the same answer when it is streamed", () => {
    const law = (a: Hub.Answer) => {
      const { framing } = dialect.facts.stream;
      let told = "";
      const c = context(a.model ?? "");
      play(
        frozen(a),
        new StreamEncoder(dialect, c, { framing, usage: true }, (text) => (told += text)),
      );
      const fold = new Fold();
      feed(dialect, framing, [Buffer.from(told)], fold);
      expect(fold.error).toBeUndefined();
      expect(plain(fold.answer)).toEqual(plain(a));
    };
    fc.assert(fc.property(range.answer, law), RUNS);
  });
});
