import type { Subject } from "./index.ts";
import { section, type Dict, type Finding, type Law } from "./law.ts";
import { excused, wayOut } from "./excused.ts";
import { trace, type Union } from "./trace.ts";
import { definition, discriminator, nameOf } from "./wire.ts";

/**
 * Every field of every wire object that a shape stands for, and every kind of object where several may stand, is
 * mapped, or named as ignored or handed on with a reason. A provider may speak less than its dialect.
 */
export const wireIsTotal: Law = { name: "wire-is-total", check };

function* check(subject: Subject): Iterable<Finding> {
  const found = trace(subject);
  const wire = subject.wire;
  if (!found || !wire || subject.provider) return;
  for (const name of ["Request", "Answer"])
    if (!definition(wire, name))
      yield { path: ["name"], part: "key", message: `the wire schema has no \`${name}\`` };
  for (const [object, { keys, spots, at }] of found.objects) {
    const [spot] = spots;
    if (!spot || spot.area === "errors") continue;
    for (const name of Object.keys(object["properties"] as Dict)) {
      if (keys.has(name) || spots.some((each) => excused(subject, each, name))) continue;
      yield {
        path: at,
        part: "key",
        message: `field \`${name}\` of ${nameOf(wire, object)} is not mapped`,
        help: wayOut(spot, name),
      };
    }
  }
  for (const union of found.unions.values())
    yield* kinds(subject, wire, union, (object) => found.objects.has(object));
}

function* kinds(
  subject: Subject,
  wire: Dict,
  { objects, taken, spots, at }: Union,
  seen: (object: Dict) => boolean,
): Iterable<Finding> {
  const [spot] = spots;
  // Events have a law of their own.
  if (!spot || spot.area === "errors" || spot.area === "events" || keptOpaque(subject, at)) return;
  for (const object of objects) {
    if (taken.has(object) || seen(object)) continue;
    const word = discriminator(wire, object);
    if (word === undefined || spots.some((each) => excused(subject, each, word))) continue;
    yield {
      path: at,
      part: "key",
      message: `${nameOf(wire, object)} (\`${word}\`) is not mapped`,
      help: wayOut(spot, word),
    };
  }
}

/** Blocks and tools that no row knows are kept as they are where the spec says so. */
function keptOpaque(subject: Subject, at: Finding["path"]): boolean {
  if (at[0] === "parts") return section(subject, "parts")["opaque"] === true;
  return at[0] === "tools" && section(subject, "tools")["opaque"] !== undefined;
}
