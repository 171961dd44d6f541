// Generated from providers/anthropic.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import { dialect } from "../dialects/anthropic.ts";

/** The provider as the registry holds it. */
export const provider: op.Provider = {
  id: "anthropic",
  name: "Anthropic",
  dialect: "anthropic",
  base_url: "https://api.anthropic.com",
  keys: ["ANTHROPIC_API_KEY"],
  auth: { scheme: "header", name: "x-api-key" },
  headers: { "anthropic-version": "2023-06-01" },
  forward: ["anthropic-beta", "anthropic-version"],
  path: "/v1/messages",
  stream_path: "/v1/messages",
  prompt_cache_ms: 300000,
  same: true,
  translator: dialect,
  ...op.catalogue(() => import("../models/anthropic.ts")),
};
