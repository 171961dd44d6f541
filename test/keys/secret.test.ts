import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsAny, glob } from "../../runtime/glob.ts";
import {
  hashOf,
  hintOf,
  newId,
  newSecret,
  sameDigest,
  sameSecret,
  SECRET_PATTERN,
  shapeOf,
} from "../../runtime/keys/secret.ts";

describe("secrets", () => {
  it("are long, different, and found by scanners", () => {
    const secrets = Array.from({ length: 200 }, newSecret);
    expect(new Set(secrets).size).toBe(200);
    for (const secret of secrets) {
      expect(secret).toMatch(/^dgm_[0-9A-Za-z]{49}$/);
      expect(shapeOf(secret)).toBe("whole");
      expect(`a key: ${secret}, leaked`.match(SECRET_PATTERN)).toEqual([secret]);
      expect(hintOf(secret)).toBe(secret.slice(0, 8));
    }
  });

  it("tell a typing error from an unknown key", () => {
    fc.assert(
      fc.property(fc.nat(48), fc.constantFrom(..."abcXYZ019"), (at, letter) => {
        const secret = newSecret();
        const typed = secret.slice(0, 4 + at) + letter + secret.slice(5 + at);
        expect(shapeOf(typed)).toBe(typed === secret ? "whole" : "mistyped");
      }),
      { numRuns: 200 },
    );
    expect(shapeOf(newSecret().slice(0, -1))).toBe("mistyped");
    expect(shapeOf("dgm_")).toBe("mistyped");
    expect(shapeOf("sk-whatever")).toBe("foreign");
    expect(shapeOf("")).toBe("foreign");
  });

  it("are kept as SHA-256, and compared in constant time", () => {
    const secret = newSecret();
    expect(hashOf(secret)).toBe(crypto.createHash("sha256").update(secret).digest("hex"));
    expect(sameDigest(hashOf(secret), hashOf(secret))).toBe(true);
    expect(sameDigest(hashOf(secret), hashOf(newSecret()))).toBe(false);
    expect(sameDigest(hashOf(secret), "")).toBe(false);
    expect(sameSecret("one", "one")).toBe(true);
    expect(sameSecret("one", "other and longer")).toBe(false);
    // An import of Node's own cannot be watched from outside; that every comparison takes this way can be read.
    const source = (path: string) =>
      readFileSync(new URL(`../../runtime/${path}`, import.meta.url), "utf8");
    expect(source("keys/secret.ts")).toContain("timingSafeEqual(left, right)");
    expect(source("keys/cache.ts")).toContain("sameDigest(entry.hash, hash)");
    expect(source("admin/guard.ts")).toContain("sameSecret(given, options.key)");
  });

  it("have ids beside them that are no secrets", () => {
    expect(newId("key_")).toMatch(/^key_[0-9A-Za-z]{16}$/);
  });
});

describe("globs", () => {
  it("fit as a regular expression would", () => {
    const piece = fc.string({ unit: fc.constantFrom("a", "b", "/", "."), maxLength: 3 });
    const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((all) => all.join("*"));
    const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "."), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        const escaped = p.split("*").map((each) => each.replaceAll(".", "\\."));
        expect(glob(p)(t)).toBe(new RegExp(`^${escaped.join(".*")}$`, "s").test(t));
      }),
      { numRuns: 2000 },
    );
  });

  it("take no long time for any text", () => {
    const hostile = glob(`${"*a".repeat(100)}*b`);
    const started = performance.now();
    expect(hostile("a".repeat(100_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("are asked for together", () => {
    expect(fitsAny(["fast", "one/*"], "one/two/three")).toBe(true);
    expect(fitsAny(["fast", "one/*"], "faster")).toBe(false);
    expect(fitsAny([], "anything")).toBe(false);
    expect(fitsAny(["*"], "")).toBe(true);
  });
});
