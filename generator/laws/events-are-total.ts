import type { Subject } from "./index.ts";
import type { Finding, Law } from "./law.ts";
import { excused, wayOut } from "./excused.ts";
import { trace } from "./trace.ts";
import { definition, discriminator, nameOf } from "./wire.ts";

/** Every kind of stream message, and every kind of delta inside one, has a row or is named under `stream.ignore`. */
export const eventsAreTotal: Law = { name: "events-are-total", check };

function* check(subject: Subject): Iterable<Finding> {
  const found = trace(subject);
  const wire = subject.wire;
  if (!found || !wire || subject.provider) return;
  if (!definition(wire, "Event"))
    yield { path: ["stream", "events"], part: "key", message: "the wire schema has no `Event`" };
  for (const { objects, taken, spots, at } of found.unions.values()) {
    const spot = spots.find((each) => each.area === "events");
    if (!spot || at[0] !== "stream") continue;
    for (const object of objects) {
      const word = discriminator(wire, object);
      if (taken.has(object) || found.objects.has(object) || word === undefined) continue;
      if (spots.some((each) => excused(subject, each, word))) continue;
      yield {
        path: ["stream", "events"],
        part: "key",
        message: `no row for ${nameOf(wire, object)} (\`${word}\`)`,
        help: wayOut(spot, word),
      };
    }
  }
}
