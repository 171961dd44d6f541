import { configuration } from "../configuration.ts";
import type { Row } from "../row.ts";

/** A configuration with one route, named `route`, and `fb-ok` beside it; `more` is said of the route. */
export function routed(targets: string, more = ""): Row["configuration"] {
  const words = more === "" ? "" : `, ${more}`;
  return (wire, profile) =>
    configuration(wire, profile, [
      `route: { targets: [${targets}]${words} }`,
      "fb-ok: { targets: [fake/fb-ok] }",
    ]);
}

/** The same for a primary of the fakes, with the usual fallback. */
export function withFallback(primary: string, more = ""): Row["configuration"] {
  return routed(`fake/${primary}, fake/fb-ok`, more);
}
