import { expect, it } from "vitest";
import { PASS_NAMES } from "../runtime/passes.ts";
import sections from "../schemas/sections.schema.json" with { type: "json" };

it("a spec can name every pass, and no other", () => {
  const { then, else: bare } = sections.$defs.pass;
  const named = new Set([...then.propertyNames.enum, ...bare.enum]);
  expect([...named].sort()).toEqual([...PASS_NAMES].sort());
});
