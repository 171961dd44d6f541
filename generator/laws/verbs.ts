import type { SlotType } from "../hub.ts";

const TEXT: SlotType = { is: "string" };
const NUMBER: SlotType = { is: "number" };
const ANY: SlotType = { is: "any" };

/** What every message of a stream may repeat. */
export const HEAD_SLOTS: Readonly<Record<string, SlotType>> = {
  id: TEXT,
  model: TEXT,
  created: NUMBER,
  service_tier: TEXT,
  fingerprint: TEXT,
  usage: ANY,
};

const BLOCK: Readonly<Record<string, SlotType>> = {
  choice: NUMBER,
  block: NUMBER,
  block_text: TEXT,
  tool: NUMBER,
};
const SIGNATURE: Readonly<Record<string, SlotType>> = {
  signature: { is: "sealed" },
  "signature.value": TEXT,
  "signature.issuer": TEXT,
};
const ENDING: Readonly<Record<string, SlotType>> = {
  choice: NUMBER,
  finish: TEXT,
  stop_sequence: TEXT,
  explanation: TEXT,
};

/** What a verb of the stream machine has to be told, and what it can be told besides its block. */
interface Verb {
  needs: readonly string[];
  slots: Readonly<Record<string, SlotType>>;
}

/** The stream operations and their slots; those of a list in `needs` are told at least one of. */
export const VERBS: Readonly<Record<string, Verb>> = {
  begin: { needs: [], slots: { choice: NUMBER } },
  open: { needs: ["block", "part"], slots: { ...BLOCK, part: ANY } },
  text: { needs: ["text"], slots: { ...BLOCK, text: TEXT, part: ANY } },
  reasoning: { needs: ["text"], slots: { ...BLOCK, text: TEXT } },
  refusal: { needs: ["text"], slots: { ...BLOCK, text: TEXT } },
  arguments: { needs: ["text"], slots: { ...BLOCK, text: TEXT } },
  tool: {
    needs: ["name", "text"],
    slots: { ...BLOCK, text: TEXT, id: TEXT, name: TEXT, ...SIGNATURE },
  },
  part: { needs: ["part"], slots: { ...BLOCK, part: ANY } },
  parts: { needs: ["part"], slots: { ...BLOCK, part: ANY } },
  signature: { needs: ["signature"], slots: { ...BLOCK, ...SIGNATURE } },
  citation: { needs: ["citation"], slots: { ...BLOCK, citation: { is: "ref", name: "Citation" } } },
  logprobs: { needs: ["logprobs"], slots: { ...BLOCK, logprobs: { is: "object" } } },
  close: { needs: ["block"], slots: BLOCK },
  finish: { needs: ["finish"], slots: ENDING },
  usage: { needs: ["usage"], slots: {} },
  end: { needs: [], slots: {} },
  fail: { needs: ["error"], slots: { error: ANY } },
};

/** The slots that a row with this verb may use. */
export function eventSlots(verb: string): Readonly<Record<string, SlotType>> {
  return { ...HEAD_SLOTS, ...VERBS[verb]?.slots };
}
