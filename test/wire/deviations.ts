import type { Dialect } from "./corpus.ts";

/** A complaint ("id path message") about a recording that the schema makes with right, and why. */
export type Deviation = { is: RegExp; why: string };

/** What recordings show that the wire schemas do not allow on purpose. */
export const deviations: Record<Dialect, Deviation[]> = {
  "openai-chat": [
    {
      is: /^openai-json-001ca82a5a /,
      why: "gpt-4-vision-preview took image_url as a string and answered finish_details; both are gone",
    },
    {
      is: /^openai-stream-f4bb3b9944 \/object /,
      why: "Azure traffic filed under openai: its first chunk has an empty object, id and model",
    },
  ],
  anthropic: [
    {
      is: /^anthropic-json-(12efd53df0|960808f571) .*'stop_sequence'/,
      why: "response-only test fixtures, shortened by hand",
    },
  ],
  gemini: [
    {
      is: /\/(category|threshold|probability|finishReason|modality|type|trafficType) must be string$/,
      why: "clients that ask for $alt=json;enum-encoding=int send and get the numbers of enums",
    },
    {
      is: / \/systemInstruction\/parts must be array$/,
      why: "one client sends a single part without a list, which the service's parser lets pass",
    },
    {
      is: /^vertex-json-(41843ebb0d|506cd86340|b70e5d3939) .* must be equal to one of/,
      why: "edited to hold invented enum values (FAKE_NEW_...)",
    },
    {
      is: /^vertex-stream-(460f40d87d|e3d2520faf) .* must be equal to one of/,
      why: "edited to hold invented enum values (FAKE_NEW_...)",
    },
    {
      is: /^gemini-stream-23b7edb074 \/candidates\/0\/content must be object$/,
      why: "edited to test a client: the service leaves content out rather than writing null",
    },
  ],
  ollama: [],
};
