import type { Diagnostic } from "../diagnostic.ts";
import type { Source } from "../source.ts";
import type { Part, Path, Place } from "../tree.ts";

/** One spec as the laws see it. */
export interface Subject {
  id: string;
  dialect: string;
  document: { locate(path: Path, part: Part): Place };
  /** Resolved, with the short words spelled out. */
  value: Record<string, any>;
  /** The dialect's wire schema. */
  wire?: Record<string, any>;
  /** The provider's own file. */
  provider?: Source;
}

/** Every law, in order. */
export function* obey(_subject: Subject): Iterable<Diagnostic> {}
