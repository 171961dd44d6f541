/** How long the nodes may not know a key that another has made, milliseconds. */
export const REFRESH_MS = 300;
/** How long a row may wait in memory. */
export const FLUSH_MS = 50;
/** The longest that a request waits for a silent Redis: on a machine that is busy, one that is well is silent for long. */
export const SHARED_MS = 250;
/** The longest that a request may be under way, and how long what a dead process has reserved is kept. */
export const TOTAL_MS = 3000;
export const RESERVED_MS = 4000;
/** How long a target is left alone. */
export const OPEN_MS = 2500;

/** The models of the route `careful`: the first is broken in one of the rows. */
export const FIRST = "gpt-4.1";
export const SECOND = "claude-haiku-4-5";

/** The `dragoman.yaml` of all nodes, with routes of one's own behind it. */
export function configuration(routes: readonly string[] = []): string {
  return [
    `log: { level: warn }`,
    `sandbox: false`,
    `timeouts: { connect_ms: 1000, first_token_ms: ${TOTAL_MS}, idle_ms: ${TOTAL_MS}, total_ms: ${TOTAL_MS} }`,
    `retry: { attempts: 1 }`,
    `breaker: { failures: 3, rate: 0.5, window_ms: 10000, open_ms: ${OPEN_MS}, max_open_ms: ${OPEN_MS} }`,
    `keys: { required: true, refresh_ms: ${REFRESH_MS} }`,
    `ledger: { postgres_env: CLUSTER_POSTGRES, flush_ms: ${FLUSH_MS} }`,
    `shared: { redis_env: CLUSTER_REDIS, timeout_ms: ${SHARED_MS}, reserved_ms: ${RESERVED_MS} }`,
    `reload: { watch: false }`,
    `routes:`,
    `  careful: { targets: [openai/${FIRST}, anthropic/${SECOND}] }`,
    ...routes.map((route) => `  ${route}`),
    "",
  ].join("\n");
}
