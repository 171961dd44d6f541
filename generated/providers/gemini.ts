// Generated from providers/gemini.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import { dialect } from "../dialects/gemini.ts";

/** The provider as the registry holds it. */
export const provider: op.Provider = {
  id: "gemini",
  name: "Google Gemini",
  dialect: "gemini",
  base_url: "https://generativelanguage.googleapis.com/v1beta",
  keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  auth: { scheme: "header", name: "x-goog-api-key" },
  headers: {},
  forward: [],
  path: "/models/{model}:generateContent",
  stream_path: "/models/{model}:streamGenerateContent?alt=sse",
  same: true,
  translator: dialect,
  ...op.catalogue(() => import("../models/gemini.ts")),
};
