import type fc from "fast-check";
import type { Dialect } from "../replay/corpus.ts";
import type * as Hub from "../../generated/hub.types.ts";

/** The hub values that a dialect can say in full, so that they come back as they were. */
export interface Range {
  dialect: Dialect;
  request: fc.Arbitrary<Hub.Request>;
  answer: fc.Arbitrary<Hub.Answer>;
}
