import type { Profile } from "./profile.ts";
import type { Wire } from "./fakes/wire.ts";
import type { World } from "./world.ts";

/** One row of the report. */
export interface Row {
  id: string;
  title: string;
  /** How it is asked. */
  ways: readonly ("stream" | "whole")[];
  /** Not for the wire formats that do not know it. */
  only?: (wire: Wire) => boolean;
  /** Not for the doors whose dialect cannot say it. */
  doors?: readonly string[];
  configuration(wire: Wire, profile: Profile): string;
  run(w: World): Promise<void>;
}

/** Both ways to ask. */
export const BOTH = ["stream", "whole"] as const;
/** For what only a stream can do. */
export const STREAM = ["stream"] as const;
