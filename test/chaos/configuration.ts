import type { Wire } from "./fakes/wire.ts";
import type { Profile } from "./profile.ts";

/** The models of the sixteen rows, each with its fallback. */
export const MODELS: Readonly<Record<string, readonly [primary: string, fallback: string]>> = {
  S01: ["fb-s01-429-retry-after", "fb-ok"],
  S02: ["fb-s02-429-persistent", "fb-ok"],
  S03: ["fb-s03-500-then-200", "fb-ok"],
  S04: ["fb-s04-503-persistent", "fb-ok"],
  S05: ["fb-s05-reset", "fb-ok"],
  S06: ["fb-s06-no-response", "fb-ok"],
  S07: ["fb-s07-slow-ttft", "fb-ok"],
  S08: ["fb-s08-stream-cut", "fb-ok"],
  S09: ["fb-s09-stream-stall", "fb-ok"],
  S10: ["fb-s10-malformed-chunk", "fb-ok"],
  S11: ["fb-s11-no-done", "fb-ok"],
  S12: ["fb-s12-context-length", "fb-ok"],
  S13: ["fb-s13-content-filter", "fb-ok"],
  S14: ["fb-s14-stream-cut", "fb-ok-noprefill"],
  S15: ["fb-s15-flap", "fb-ok"],
  S16: ["fb-s16-503-persistent", "fb-ok"],
};

/** Where the printed configuration looks for the fake; `FAKE_BASE_URL` moves it. */
export const PRINTED_ORIGIN = "http://127.0.0.1:8401";

/**
 * The `dragoman.yaml` of all sixteen rows: two retries, 30 s for a request and for silence, one fallback, a
 * limit for the first token. `first_token` is the same but for one word.
 */
export function tableConfiguration(
  wire: Wire,
  profile: Profile,
  commit: "complete" | "first_token" = "complete",
): string {
  const { heartbeat_ms } = profile;
  const held = commit === "complete" ? `, heartbeat_ms: ${heartbeat_ms}` : "";
  const routes = Object.values(MODELS).map(
    ([primary, fallback]) =>
      `${primary}: { targets: [fake/${primary}, fake/${fallback}], commit: ${commit}${held} }`,
  );
  return configuration(wire, profile, [...routes, "fb-ok: { targets: [fake/fb-ok] }"]);
}

/** A `dragoman.yaml` with the baseline and routes of one's own, a line each. */
export function configuration(wire: Wire, profile: Profile, routes: readonly string[]): string {
  const { first_token_ms, idle_ms, total_ms } = profile;
  const { base_ms, max_ms, max_wait_ms, open_ms, max_open_ms } = profile;
  return [
    `timeouts: { connect_ms: ${idle_ms}, first_token_ms: ${first_token_ms}, idle_ms: ${idle_ms}, total_ms: ${total_ms} }`,
    `retry: { attempts: 3, base_ms: ${base_ms}, max_ms: ${max_ms}, max_wait_ms: ${max_wait_ms} }`,
    `breaker: { failures: 5, rate: 0.5, window_ms: 30000, open_ms: ${open_ms}, max_open_ms: ${max_open_ms} }`,
    `sandbox: false`,
    `ledger: { enabled: false }`,
    `providers:`,
    `  fake: { dialect: ${wire.dialect}, base_url: "${PRINTED_ORIGIN}${wire.prefix}" }`,
    `routes:`,
    ...routes.map((route) => `  ${route}`),
    "",
  ].join("\n");
}
