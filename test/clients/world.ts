import { LLMock } from "@copilotkit/aimock";
import { registry } from "../../generated/index.ts";
import { assemble } from "../../runtime/assemble.ts";
import { configOf } from "../../runtime/config.ts";
import type { ConfigFile, Environment } from "../../runtime/config.ts";
import { listen } from "./loopback.ts";
import type { Loopback } from "./loopback.ts";
import { record } from "./recorder.ts";
import type { Recorder } from "./recorder.ts";
import { play, playLate } from "./scenes.ts";

/** Dummy keys: what the gateway has to send upstream, and where. */
export const KEYS = {
  OPENAI_API_KEY: "sk-openai-dummy",
  ANTHROPIC_API_KEY: "sk-ant-dummy",
  GEMINI_API_KEY: "gemini-dummy",
};

/** A gateway that calls one upstream for all its providers. */
export async function startGateway(
  upstream: string,
  more: Environment = {},
  config: ConfigFile = {},
): Promise<Loopback> {
  const environment: Environment = {
    ...KEYS,
    OPENAI_BASE_URL: `${upstream}/v1`,
    ANTHROPIC_BASE_URL: upstream,
    GEMINI_BASE_URL: `${upstream}/v1beta`,
    OLLAMA_BASE_URL: upstream,
    ...more,
  };
  const quiet = { write: () => {} };
  // Whoever counts what an upstream is asked counts what the client asked for.
  const quietly = { ledger: { enabled: false }, retry: { attempts: 1 }, fetch: { media: false } };
  const gateway = await assemble(registry, configOf({ ...quietly, ...config }), environment, {
    log: quiet,
  });
  const server = await listen(gateway.listener);
  const close = async (): Promise<void> => {
    await server.close();
    await gateway.close();
  };
  return { url: server.url, close };
}

/** All that a file of tests needs: a gateway, and the recorder between it and the mock. */
export interface World {
  url: string;
  recorder: Recorder;
  close(): Promise<void>;
}

/** Starts the third-party mock, the recorder before it and a gateway before that, on free ports. */
export async function startWorld(): Promise<World> {
  const mock = new LLMock({ port: 0, chunkSize: 6, strict: true });
  mock.on({ userMessage: "[long]" }, play, { latency: 30 });
  mock.on({ userMessage: "[late]" }, playLate);
  mock.on({ predicate: () => true }, play);
  await mock.start();
  const recorder = await record(mock.url);
  const gateway = await startGateway(recorder.url);
  const close = async (): Promise<void> => {
    await gateway.close();
    await recorder.close();
    await mock.stop();
  };
  return { url: gateway.url, recorder, close };
}
