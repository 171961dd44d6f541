import type { H3, H3Event } from "h3";
import type { IncomingMessage } from "node:http";
import type { Admin } from "./admin/admin.ts";
import type { AdminRequest } from "./admin/answers.ts";
import { isForwarded, isLoopback } from "./admin/guard.ts";
import { parseBody, readBytes } from "./body.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { Gateway } from "./pipeline.ts";
import type { State } from "./state.ts";

/** What is there for those who run a gateway, and not for its clients. */
export interface Operations {
  state: State;
  admin: () => Promise<Admin>;
  metrics?: Promise<Metrics | undefined>;
}

/** Adds `/ready`, `/metrics` and `/admin/...`. */
export function operate(app: H3, gateway: Gateway, { state, admin, metrics }: Operations): void {
  app.get("/ready", () => {
    const report = readiness(gateway, state);
    return text(report.ready ? 200 : 503, JSON.stringify(report), "application/json");
  });
  app.get("/metrics", async (event) => {
    const { remote } = gateway.setup.config.metrics;
    if (!remote && !isLocal(event)) {
      return text(403, "Metrics are read on this machine only, unless `metrics.remote` is true.\n");
    }
    const loaded = await metrics;
    if (!loaded) return text(404, "Metrics are not enabled: `metrics.enabled`.\n");
    return text(200, await loaded.text(), loaded.contentType);
  });
  const handle = async (event: H3Event): Promise<Response> => {
    const { status, headers, body } = await (await admin()).handle(adminRequest(event, gateway));
    return new Response(body === "" ? null : body, { status, headers });
  };
  app.all("/admin", handle);
  app.all("/admin/**", handle);
}

/** Whether requests should be sent here, and what is missing. */
function readiness(gateway: Gateway, { ledger, keys, shared }: State): Record<string, unknown> {
  const draining = gateway.draining();
  const needsKeys = gateway.setup.config.keys.required;
  const readsKeys = !keys || keys.ready;
  const stats = ledger?.stats();
  const isShared = shared();
  return {
    ready: !draining && (readsKeys || !needsKeys),
    ...(draining && { draining }),
    ...(keys && { keys: keys.ready ? "ok" : "not read yet" }),
    // Rows wait in memory and in files while it is away, so that alone is no reason to send nothing here.
    ...(stats && { ledger: stats.up ? "ok" : "away" }),
    ...(isShared !== undefined && { shared: isShared ? "ok" : "away, each process counts alone" }),
  };
}

function isLocal(event: H3Event): boolean {
  const node = nodeRequest(event);
  return isLoopback(node?.socket.remoteAddress ?? "") && !isForwarded(node?.headers ?? {});
}

function adminRequest(event: H3Event, gateway: Gateway): AdminRequest {
  const { req } = event;
  const url = new URL(req.url);
  const node = nodeRequest(event);
  const headers = node?.headers ?? Object.fromEntries(req.headers);
  return {
    method: req.method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    remote: node?.socket.remoteAddress ?? "",
    forwarded: isForwarded(headers),
    async body() {
      const bytes = node
        ? await readBytes(node, gateway.setup.config.limits)
        : Buffer.from(await req.arrayBuffer());
      return bytes.length === 0 ? undefined : parseBody(bytes).json;
    },
  };
}

function nodeRequest({ runtime }: H3Event): IncomingMessage | undefined {
  return runtime?.node?.req as IncomingMessage | undefined;
}

function text(status: number, body: string, type = "text/plain; charset=utf-8"): Response {
  return new Response(body, { status, headers: { "content-type": type } });
}
