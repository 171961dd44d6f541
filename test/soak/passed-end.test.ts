import { afterAll, beforeAll, expect, it } from "vitest";
import { FAST } from "../chaos/profile.ts";
import { anthropic } from "../chaos/fakes/anthropic.ts";
import { startFake } from "../chaos/fakes/fake.ts";
import type { Fake } from "../chaos/fakes/fake.ts";
import { startGateway } from "../chaos/gateway.ts";
import type { Gateway } from "../chaos/gateway.ts";

// Found by the soak: a stream that passes as it comes, whose upstream finishes but does not say that it is over.

let fake: Fake;
let gateway: Gateway;

beforeAll(async () => {
  fake = await startFake(anthropic, FAST);
  const yaml = `ledger: { enabled: false }\nsandbox: false\nproviders:\n  fake: { dialect: anthropic, base_url: "${fake.url}" }\n`;
  gateway = await startGateway(yaml, fake.url);
});

afterAll(async () => {
  await gateway.close();
  await fake.close();
});

it("a passed stream that is taken as whole has the event that ends it", async () => {
  const answer = await fetch(`${gateway.url}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      model: "fake/fb-s11-no-done",
      max_tokens: 100,
      stream: true,
      messages: [{ role: "user", content: "Say it." }],
    }),
  });
  const text = await answer.text();
  expect(text).toContain('"stop_reason":"end_turn"');
  // Without it an SDK says that the stream ended without a message.
  expect(text).toMatch(/event: message_stop\ndata: \{"type":"message_stop"\}\n\n$/);
});
