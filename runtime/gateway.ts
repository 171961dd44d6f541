import { H3, toNodeHandler } from "h3";
import type { H3Event } from "h3";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { readBytes } from "./body.ts";
import { createDoors, split } from "./door.ts";
import type { Doors } from "./door.ts";
import { GatewayError, writeError } from "./errors.ts";
import { explain } from "./explain.ts";
import { requestId } from "./headers.ts";
import type * as Hub from "../generated/hub.types.ts";
import { findModelsDoor, modelsBody } from "./models-door.ts";
import { handle } from "./pipeline.ts";
import { operate } from "./operations.ts";
import type { Operations } from "./operations.ts";
import { whoAsks } from "./keys/credential.ts";
import type { Gateway } from "./pipeline.ts";
import type { Dialect, Registry } from "./translator.ts";

/** The gateway as something that answers Node requests, and its h3 app for all that is not a door. */
export interface GatewayHandler {
  listener: RequestListener;
  app: H3;
}

/**
 * Puts the parts together. The doors are taken before h3, on Node's own request and response: Web streams would
 * cost several times the rest. h3 routes what is not hot: the lists of models, health, explain, and what is
 * not there.
 */
export function createGateway(
  gateway: Gateway,
  registry: Registry,
  operations: Operations,
): GatewayHandler {
  const doors = createDoors(registry);
  const app = createApp(gateway, registry, doors, operations);
  const rest = toNodeHandler(app);
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    // A peer that resets its connection is no error of ours.
    response.on("error", () => {});
    const door = request.method === "POST" ? doors.find(request.url ?? "/") : undefined;
    if (door) void handle(gateway, door, request, response);
    else void rest(request, response);
  };
  return { listener, app };
}

function createApp(gateway: Gateway, registry: Registry, doors: Doors, operations: Operations): H3 {
  // Errors are logged here, once; h3 would print their stacks beside.
  const onError = (error: Error, { req }: H3Event) => failed(gateway, doors, req, error);
  const app = new H3({ silent: true, onError });
  app.get("/health", () => json(200, { status: gateway.draining() ? "draining" : "ok" }));
  operate(app, gateway, operations);
  app.post("/explain", async ({ req, runtime }) => {
    const node = runtime?.node?.req;
    const bytes = node
      ? await readBytes(node as IncomingMessage, gateway.setup.config.limits)
      : Buffer.from(await req.arrayBuffer());
    const headers = Object.fromEntries(req.headers);
    return json(200, await explain({ registry, gateway }, bytes, headers, req.url));
  });
  app.all("/**", async ({ req }) => {
    const url = new URL(req.url);
    const target = url.pathname + url.search;
    const models = findModelsDoor(registry, target, (name) => req.headers.has(name));
    const door = doors.find(target);
    if (models && !door && (req.method === "GET" || req.method === "HEAD")) {
      const { targets, identify } = gateway.setup;
      const key = whoAsks(identify, Object.fromEntries(req.headers), target);
      const body = await modelsBody(models, targets, key);
      if (body !== undefined) return json(200, body);
      return refuse(models.dialect, req, absent("model", models.id ?? ""));
    }
    const allowed = door ? "POST" : models ? "GET" : OWN_PATHS[split(url.pathname).path];
    const dialect = door?.dialect ?? models?.dialect ?? doors.nearest(url.pathname);
    if (!allowed) {
      const error = absent("path", url.pathname, `; there are ${doorsOf(registry)}`);
      return refuse(dialect, req, error);
    }
    const message = `${req.method} is not allowed here; ${allowed} is.`;
    return refuse(dialect, req, { kind: "bad_request", message }, 405, { allow: allowed });
  });
  return app;
}

const OWN_PATHS: Readonly<Record<string, string>> = {
  "/health": "GET",
  "/ready": "GET",
  "/metrics": "GET",
  "/explain": "POST",
};

function failed(gateway: Gateway, doors: Doors, request: Request, error: unknown): Response {
  const { pathname } = new URL(request.url);
  const dialect = doors.nearest(pathname);
  const cause = (error as { cause?: unknown }).cause ?? error;
  if (cause instanceof GatewayError) return refuse(dialect, request, cause.error);
  // What h3 refuses itself: addresses that cannot be read.
  const { status } = error as { status?: unknown };
  if (typeof status === "number" && status >= 400 && status < 500) {
    const message = "The path or the headers of the request cannot be read.";
    return refuse(dialect, request, { kind: "bad_request", message }, status);
  }
  gateway.services.logger.error({ err: cause, path: pathname }, "request");
  return refuse(dialect, request, {
    kind: "internal",
    message: "Something went wrong in the gateway; its log says what.",
  });
}

function absent(what: string, name: string, more = ""): Hub.Error {
  return {
    kind: "not_found",
    message: `There is no ${what} \`${name.slice(0, 200)}\` here${more}.`,
  };
}

function doorsOf({ dialects }: Registry): string {
  const paths = Object.values(dialects).flatMap(({ facts }) =>
    facts.door.routes.map(({ method, path }) => `${method} ${path}`),
  );
  return [...new Set(paths)].join(", ");
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
}

function refuse(
  dialect: Dialect,
  request: Request,
  error: Hub.Error,
  status?: number,
  more: Record<string, string> = {},
): Response {
  const id = requestId(request.headers.get("x-request-id") ?? undefined);
  const answer = writeError(dialect, error, id);
  return json(status ?? answer.status, answer.body, {
    ...answer.headers,
    ...more,
    "x-request-id": id,
  });
}
