import { registry } from "../../generated/index.ts";

/** A key that no other text contains, as the environment holds it. */
export function keyOf(variable: string): string {
  return `sk-Gateway+${variable.replaceAll("_", "-")}/0123456789abcdefghijklmnop`;
}

/** Keys for all providers, and all of them at one address. */
export function environmentOf(url: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { id, keys } of Object.values(registry.providers)) {
    for (const name of keys) environment[name] = keyOf(name);
    environment[`${id.toUpperCase().replaceAll("-", "_")}_BASE_URL`] = url;
  }
  return environment;
}

const SECRET = "client-secret";

/** What a client sends besides its request: credentials, traces, versions, and what belongs to one connection. */
export const BAG: Readonly<Record<string, string>> = {
  authorization: `Bearer ${SECRET}-1`,
  "x-api-key": `${SECRET}-2`,
  "x-goog-api-key": `${SECRET}-3`,
  "api-key": `${SECRET}-4`,
  "proxy-authorization": `Basic ${SECRET}-5`,
  cookie: `session=${SECRET}-6`,
  "x-dragoman-key": `${SECRET}-7`,
  "anthropic-beta": "tools-2024-05-16",
  "anthropic-version": "2023-06-01",
  "anthropic-dangerous-direct-browser-access": "true",
  "openai-organization": `${SECRET}-org`,
  "openai-project": `${SECRET}-project`,
  "openai-beta": "assistants=v2",
  "x-goog-user-project": `${SECRET}-project`,
  "http-referer": "https://client.example/",
  referer: "https://client.example/",
  "x-title": "client",
  "x-forwarded-for": "10.1.2.3",
  "x-forwarded-host": "inside.example",
  "x-forwarded-proto": "https",
  "x-real-ip": "10.1.2.3",
  forwarded: "for=10.1.2.3",
  via: "1.1 inside",
  "x-stainless-lang": "js",
  "x-stainless-helper-method": "stream",
  "x-client-request-id": `${SECRET}-request`,
  "user-agent": `${SECRET}-agent`,
  accept: "text/plain",
  "accept-language": "de",
  "accept-encoding": "gzip, br",
  te: "trailers",
  connection: "close",
  "keep-alive": "timeout=5",
  "x-http-method-override": "DELETE",
  "x-dragoman-on-loss": "allow",
};

/** What must be nowhere in what an upstream is sent. */
export const SECRETS: readonly string[] = [SECRET, "10.1.2.3", "inside", "client.example"];

/** What the gateway itself says to every upstream. */
export const OWN: readonly string[] = [
  "host",
  "connection",
  "content-type",
  "content-length",
  "accept",
  "accept-encoding",
  "user-agent",
  // Of a trace that the gateway takes part in, and of its own request.
  "traceparent",
  "tracestate",
  "x-request-id",
];
