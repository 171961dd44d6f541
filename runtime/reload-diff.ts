import { isDeepStrictEqual } from "node:util";
import type { Config } from "./config.ts";

/**
 * The keys whose values differ between two configs, as `section.key` (`routes.smart`, `listen.port`) or the
 * section alone where it is no map; in the order of the sections. File name and warnings are no part of it.
 */
export function changedKeys(before: Config, after: Config): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Config>;
  keys.delete("file");
  keys.delete("warnings");
  return [...keys].flatMap((key) => {
    const [a, b] = [before[key], after[key]] as [unknown, unknown];
    if (!isMap(a) || !isMap(b)) return same(a, b) ? [] : [key];
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    const changed = names.filter((name) => !same(a[name], b[name]));
    // The first glob that fits takes a request, so the order of the routes says something.
    const moved = key === "routes" && changed.length === 0 && !same(Object.keys(a), Object.keys(b));
    return moved ? [key] : changed.map((name) => `${key}.${name}`);
  });
}

/** Parsed maps have no prototype and built ones have; that is no difference. */
function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a), plain(b));
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
