// Generated from providers/ollama.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import {
  encodeRequest,
  decodeFinish,
  decodeUsage,
  decodeAnswer,
  decodeEvent,
  isError,
} from "../dialects/ollama.ts";

/** The provider as the registry holds it. */
export const provider: op.Provider = {
  id: "ollama",
  name: "Ollama",
  dialect: "ollama",
  base_url: "http://127.0.0.1:11434",
  keys: [],
  auth: { scheme: "none" },
  headers: {},
  forward: [],
  path: "/api/chat",
  stream_path: "/api/chat",
  same: false,
  translator: {
    encodeRequest,
    decodeAnswer,
    decodeEvent,
    decodeUsage,
    decodeFinish,
    isError,
    facts: {
      stream: { framing: "ndjson" },
      errors: {
        message: ["error", "error.message"],
        type: [],
        code: [],
        inside: [{ error: "*" }],
        read: [{ status: 404, is: "not_found" }],
        write: {
          bad_request: { status: 400 },
          unsupported: { status: 400 },
          context_length: { status: 400 },
          content_filter: { status: 400 },
          too_large: { status: 413 },
          auth: { status: 401 },
          billing: { status: 402 },
          permission: { status: 403 },
          not_found: { status: 404 },
          timeout: { status: 504 },
          rate_limit: { status: 429 },
          overloaded: { status: 503 },
          upstream: { status: 502 },
          internal: { status: 500 },
        },
      },
      limits: {},
      issuer: "ollama",
    },
  },
  ...op.catalogue(() => import("../models/ollama.ts")),
};
