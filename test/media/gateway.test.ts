import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { call, closeAll, startGateway, startUpstream } from "../runtime/harness.ts";
import { PNG } from "./files.ts";

afterEach(closeAll);

const ANSWER = { model: "m", message: { role: "assistant", content: "A dot." }, done: true };

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A route of two targets that take pictures as bytes; the first one fails. */
async function setup(fetch: (host: string) => object) {
  const files = await startUpstream(({ url }, response) => {
    if (url === "/a.png") response.end(PNG);
    else response.writeHead(404).end();
  });
  const bad = await startUpstream((_received, response) => json(response, 500, { error: "no" }));
  const good = await startUpstream((_received, response) => json(response, 200, ANSWER));
  const gateway = await startGateway({
    fetch: fetch(new URL(files.url).host),
    providers: {
      bad: { dialect: "ollama", base_url: bad.url },
      good: { dialect: "ollama", base_url: good.url },
    },
    routes: { both: { targets: ["bad/one", "good/two"] } },
  });
  const ask = (path: string) =>
    call(`${gateway.url}/v1/chat/completions`, {
      model: "both",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image_url", image_url: { url: files.url + path } },
          ],
        },
      ],
    });
  return { files, bad, good, ask };
}

describe("pictures at addresses, for targets that take bytes", () => {
  it("are fetched once, however many targets are tried", async () => {
    const { files, bad, good, ask } = await setup((host) => ({ allow_private: [host] }));
    const answer = await ask("/a.png");
    expect([answer.status, answer.json?.choices?.[0]?.message?.content]).toEqual([200, "A dot."]);
    const images = [PNG.toString("base64")];
    for (const { received } of [bad, good]) {
      expect(received.at(-1)!.json.messages[0].images).toEqual(images);
    }
    expect(files.received).toHaveLength(1);
    expect(files.received[0]!.headers.authorization).toBeUndefined();
  });

  it("are not fetched from private addresses, nor sent without when they are not to be had", async () => {
    for (const { path, fetch } of [
      { path: "/a.png", fetch: () => ({}) },
      { path: "/absent.png", fetch: (host: string) => ({ allow_private: [host] }) },
    ]) {
      const { files, bad, good, ask } = await setup(fetch);
      const answer = await ask(path);
      expect([answer.status, answer.json.error.param]).toEqual([400, "messages.image"]);
      expect(answer.json.error.message).not.toMatch(/private|ECONN|ENOTFOUND|127\.0\.0\.1 /);
      expect([bad.received, good.received]).toEqual([[], []]);
      expect(files.received.length).toBeLessThanOrEqual(1);
    }
  });

  it("are a loss, as before, when the config forbids fetching", async () => {
    const { files, ask } = await setup(() => ({ media: false }));
    const answer = await ask("/a.png");
    expect([answer.status, answer.json.error.param]).toEqual([400, "messages.image"]);
    expect(files.received).toEqual([]);
  });
});
