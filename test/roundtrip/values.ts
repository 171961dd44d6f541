import fc from "fast-check";
import type * as Hub from "../../generated/hub.types.ts";

/** Text that says something and ends in no white space. */
export const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
  .map((value) => `${value}.`);
/** A name that every API takes for a tool. */
export const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,15}$/);
/** An id that nobody takes for one that the gateway made up. */
export const id = fc.stringMatching(/^id_[A-Za-z0-9]{1,12}$/);
export const url = fc.stringMatching(/^https:\/\/[a-z]{1,9}\.test\/[a-z0-9]{1,9}$/);
export const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));
/** The bytes of a picture, as far as they tell what it is. */
export const png = fc
  .uint8Array({ maxLength: 8 })
  .map((bytes) =>
    Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d", "hex"), bytes]).toString("base64"),
  );
/** A number that JSON keeps, in a range. */
export const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 100, max: max * 100 }).map((value) => value / 100);
export const count = fc.integer({ min: 1, max: 100_000 });

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
/** A JSON object with anything in it. */
export const json = fc.dictionary(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,9}$/),
  fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(name, leaf, { maxKeys: 2 })),
  { maxKeys: 4 },
);
/** The arguments of a call, as the hub holds them. */
export const args = json.map((value) => JSON.stringify(value));

/** A JSON Schema that every API takes as it is. */
export const schema: fc.Arbitrary<Record<string, unknown>> = fc
  .dictionary(name, fc.constantFrom("string", "integer", "boolean", "number"), {
    minKeys: 1,
    maxKeys: 3,
  })
  .map((types) => ({
    type: "object",
    properties: Object.fromEntries(Object.entries(types).map(([key, type]) => [key, { type }])),
    required: Object.keys(types),
    additionalProperties: false,
  }));

/** Optional fields: each is there or not. */
export function optional<T extends object>(fields: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

/** Opaque state of an issuer. */
export const sealed = (issuer: string): fc.Arbitrary<Hub.Sealed> =>
  base64.map((value) => ({ issuer, value }));

/** A value without the keys that are undefined, as JSON has it. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** The value, frozen all the way down: who writes to it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) frozen(item);
  }
  return value;
}
