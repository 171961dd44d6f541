import type { SlotType } from "../hub.ts";
import type { Obj } from "../shape-nodes.ts";

/** One row of `stream.events`: the message, the operation that it is, and the ways that it counts for. */
export interface Row {
  verb: string;
  on: Obj;
  read: boolean;
  write: boolean;
  unless: string[];
}

/** The types of the slots that the rows bind. */
export const TYPES: Readonly<Record<string, SlotType>> = {
  text: { is: "string" },
  id: { is: "string" },
  name: { is: "string" },
  model: { is: "string" },
  created: { is: "number" },
  service_tier: { is: "string" },
  fingerprint: { is: "string" },
  choice: { is: "number" },
  block: { is: "number" },
  tool: { is: "number" },
  finish: { is: "string" },
  stop_sequence: { is: "string" },
  explanation: { is: "string" },
  logprobs: { is: "object" },
  usage: { is: "any" },
  error: { is: "any" },
  signature: { is: "sealed" },
  "signature.value": { is: "string" },
  "signature.issuer": { is: "string" },
  citation: { is: "ref", name: "Citation" },
};
