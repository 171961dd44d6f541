// Generated from providers/ollama.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import { dialect } from "../dialects/ollama.ts";

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
  same: true,
  translator: dialect,
  ...op.catalogue(() => import("../models/ollama.ts")),
};
