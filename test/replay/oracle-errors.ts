import type { Failure, Kind, Obj } from "./oracle-shared.ts";
import { list, obj, str } from "./oracle-shared.ts";

// Says less than a status does, but more than nothing.
const VAGUE: Record<string, Kind> = { invalid_request_error: "bad_request" };

const BY_STATUS: Record<number, Kind> = {
  400: "bad_request",
  401: "auth",
  402: "billing",
  403: "permission",
  404: "not_found",
  408: "timeout",
  409: "bad_request",
  413: "too_large",
  422: "bad_request",
  429: "rate_limit",
  498: "overloaded",
  499: "internal",
  500: "internal",
  501: "unsupported",
  502: "upstream",
  503: "overloaded",
  504: "timeout",
  529: "overloaded",
};

// WIRE.md 0.5, 0.7, 8, 9.1, 10: words that say more than the status does.
const BY_WORD: Record<string, Kind> = {
  context_length_exceeded: "context_length",
  content_filter: "content_filter",
  content_policy_violation: "content_filter",
  data_inspection_failed: "content_filter",
  DataInspectionFailed: "content_filter",
  invalid_api_key: "auth",
  insufficient_quota: "billing",
  Arrearage: "billing",
  model_not_found: "not_found",
  unsupported_parameter: "unsupported",
  request_too_large: "too_large",
  rate_limit_exceeded: "rate_limit",
  // WIRE.md 2.6
  authentication_error: "auth",
  billing_error: "billing",
  permission_error: "permission",
  not_found_error: "not_found",
  rate_limit_error: "rate_limit",
  api_error: "internal",
  timeout_error: "timeout",
  overloaded_error: "overloaded",
  // WIRE.md 3.6
  INVALID_ARGUMENT: "bad_request",
  FAILED_PRECONDITION: "bad_request",
  OUT_OF_RANGE: "bad_request",
  UNAUTHENTICATED: "auth",
  PERMISSION_DENIED: "permission",
  NOT_FOUND: "not_found",
  ABORTED: "bad_request",
  ALREADY_EXISTS: "bad_request",
  RESOURCE_EXHAUSTED: "rate_limit",
  CANCELLED: "internal",
  INTERNAL: "internal",
  UNKNOWN: "internal",
  DATA_LOSS: "internal",
  UNIMPLEMENTED: "unsupported",
  UNAVAILABLE: "overloaded",
  DEADLINE_EXCEEDED: "timeout",
};

// Only where a provider gives no code for it (WIRE.md 2.6, 3.6).
const BY_MESSAGE: [RegExp, Kind][] = [
  [/prompt is too long: \d+ tokens/, "context_length"],
  [/exceeds the maximum number of tokens/, "context_length"],
  [/credit balance is too low/, "billing"],
];

/** The error that a body (or a payload of a stream) is, whatever its provider's shape; `status` is the HTTP status. */
export function failure(status: number, body: unknown, inStream: boolean): Failure {
  const top = obj(body);
  const inner = typeof top["error"] === "object" ? obj(top["error"]) : top;
  const message = messageOf(body, top, inner);
  // A type "error" (or "Error") at the top only says that the body is an error.
  const type = str(inner["type"]) || str(inner["status"]) || str(top["error_type"]);
  const code = wordOf(inner["code"]);
  const said = [inner["status_code"], inner["code"], top["status_code"], inner["status"]]
    .map(Number)
    .find(isStatus);
  const out: Failure = { kind: "error", status, error: "internal", message, in_stream: inStream };
  const effective = status >= 400 ? status : (said ?? 500);
  const known = status >= 400 || said !== undefined;
  out.error = (known ? undefined : VAGUE[type]) ?? "internal";
  const byWord = kindOf(effective, [code ?? "", type], message, inner);
  if (known || byWord !== BY_STATUS[500]) out.error = byWord;
  if (code !== undefined) out.code = code;
  if (type !== "" && !(inner === top && type === "error")) out.type = type;
  return out;
}

function isStatus(value: number): boolean {
  return value >= 400 && value <= 599;
}

function kindOf(status: number, words: string[], message: string, inner: Obj): Kind {
  for (const detail of list(inner["details"]))
    if (detail["reason"] === "API_KEY_INVALID") return "auth";
  for (const [pattern, kind] of BY_MESSAGE) if (pattern.test(message)) return kind;
  for (const word of words) {
    const kind = Object.hasOwn(BY_WORD, word) ? BY_WORD[word] : undefined;
    if (kind) return kind;
  }
  return BY_STATUS[status] ?? (status >= 500 ? "internal" : "bad_request");
}

function wordOf(code: unknown): string | undefined {
  return typeof code === "string" || typeof code === "number" ? String(code) : undefined;
}

function messageOf(body: unknown, top: Obj, inner: Obj): string {
  if (typeof body === "string") return body;
  if (typeof top["error"] === "string") return top["error"];
  for (const said of [inner["message"], top["message"], top["detail"]]) {
    if (typeof said === "string" && said !== "") return said;
    const details = list(said).concat(list(obj(said)["detail"]));
    if (details.length > 0) return details.map((detail) => str(detail["msg"])).join("; ");
  }
  return "";
}
