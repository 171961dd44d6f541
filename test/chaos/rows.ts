import type { Row } from "./row.ts";
import { answers } from "./scenarios/answers.ts";
import { flap } from "./scenarios/flap.ts";
import { loads } from "./scenarios/loads.ts";
import { refusals } from "./scenarios/refusals.ts";
import { resting } from "./scenarios/resting.ts";
import { waiting } from "./scenarios/waiting.ts";
import { begunStreams, streams } from "./scenarios/streams.ts";

/** The sixteen rows of the table, in its order. */
export const TABLE: readonly Row[] = [...refusals, ...streams, flap].sort((a, b) =>
  a.id.localeCompare(b.id),
);

/** What is beyond them. */
export const BEYOND: readonly Row[] = [
  ...begunStreams,
  ...answers,
  ...resting,
  ...loads,
  ...waiting,
];
